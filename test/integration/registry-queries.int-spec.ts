import { randomUUID } from 'node:crypto';
import { AlgoVersionNotFoundError, InvalidParamsError, ParamsNotFoundError, RegistryQueries } from 'learning-engine';
import { createVersion } from '../support/engine/factories.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(RegistryQueries.name, () => {
  const engine = useEngine();
  const view = () => engine.app.get(RegistryQueries);
  const versionId = async (algoKey: string, version: string) =>
    (await engine.registry.resolveVersion(algoKey, version))!.version.id;

  it('lists all versions, the built-in keys first, and says which have code', async () => {
    await createVersion(engine.dataSource, 'arithmetic', 'v1');

    const versions = await view().listVersions();
    expect(versions.map(({ version, isRegistered }) => [version.algoKey, version.version, isRegistered])).toEqual([
      ...['mastery', 'revision', 'difficulty', 'adaptive', 'mistakes'].flatMap((key) => [
        ...['v0', 'v1', 'v2'].map((version) => [key, version, true]),
      ]),
      ['arithmetic', 'v1', false],
    ]);
    expect((await view().listVersions('revision')).map(({ version }) => version.version)).toEqual(['v0', 'v1', 'v2']);
    expect(await view().listVersions('unknown')).toEqual([]);
    expect(await view().listVersions('a\0b')).toEqual([]);
  });

  it('shows a version with its sets, the newest first', async () => {
    const tuned = await engine.params.createParams(await versionId('mastery', 'v0'), { threshold: 0.9 });

    const { version, params } = await view().getVersion('mastery', 'v0');
    expect(version).toMatchObject({ algoKey: 'mastery', version: 'v0', status: 'ACTIVE' });
    expect(params.map(({ id, isActive }) => [id === tuned.id, isActive])).toEqual([
      [true, false],
      [false, true],
    ]);
    await expect(view().getVersion('mastery', 'v9')).rejects.toThrow(AlgoVersionNotFoundError);
    await expect(view().getVersion('\ud800', 'v0')).rejects.toThrow(AlgoVersionNotFoundError);
  });

  it('tells what changed from one set to another', async () => {
    const id = await versionId('difficulty', 'v0');
    const [a, b] = await Promise.all(
      [{ window_size: 16 }, { window_size: 40 }].map(
        async (params) => (await engine.params.createParams(id, params)).id,
      ),
    );

    expect(await view().diffParams('difficulty', 'v0', a!, b!)).toEqual([
      { pointer: '/window_size', from: 16, to: 40 },
    ]);
    expect(await view().diffParams('difficulty', 'v0', a!, a!)).toEqual([]);
    const ofV1 = await engine.params.createParams(await versionId('difficulty', 'v1'), {});
    const across = (to: string, toVersion: string) => view().diffParams('difficulty', 'v0', a!, to, { toVersion });
    expect(await across(ofV1.id, 'v1')).toEqual(
      expect.arrayContaining([
        { pointer: '/window_size', from: 16, to: ofV1.paramsJson.window_size },
        { pointer: '/b_clamp', to: ofV1.paramsJson.b_clamp },
      ]),
    );
    await expect(across(b!, 'v1')).rejects.toThrow(ParamsNotFoundError);
    await expect(across(b!, 'v9')).rejects.toThrow(AlgoVersionNotFoundError);
    await expect(view().diffParams('mastery', 'v0', a!, b!)).rejects.toThrow(ParamsNotFoundError);
    await expect(view().diffParams('difficulty', 'v0', a!, 'x')).rejects.toThrow(ParamsNotFoundError);
    await expect(view().diffParams('difficulty', 'v9', a!, b!)).rejects.toThrow(AlgoVersionNotFoundError);
  });

  it('pages through the activation log, of all keys or of one', async () => {
    for (const version of ['v1', 'v0', 'v1']) {
      await engine.registry.activateAlgoVersion('adaptive', version, { reason: `to ${version}` });
    }
    const first = await view().listActivations({ algoKey: 'adaptive' }, { limit: 3 });
    const rest = await view().listActivations({ algoKey: 'adaptive' }, { limit: 3, before: first.nextBefore! });

    expect(first.records.map(({ activation, version }) => [version, activation.reason])).toEqual([
      ['v1', 'to v1'],
      ['v0', 'to v0'],
      ['v1', 'to v1'],
    ]);
    expect(rest.records.map(({ version }) => version)).toEqual(['v0']); // the seed
    expect(rest.nextBefore).toBeNull();
    expect((await view().listActivations()).records).toHaveLength(8);
    expect(await view().listActivations({ algoKey: 'a\0' })).toEqual({ records: [], nextBefore: null });
    await expect(view().listActivations({}, { before: '1; --' })).rejects.toMatchObject({ argument: 'before' });
    await expect(view().listActivations({}, { limit: 0 })).rejects.toMatchObject({ argument: 'limit' });
  });

  describe('previewParams', () => {
    it('says what would be stored and what it changes, and stores nothing', async () => {
      const id = await versionId('mistakes', 'v0');
      const preview = () => engine.params.previewParams(id, { min_frequency: 5 });
      const before = await view().getVersion('mistakes', 'v0');

      const dry = await preview();
      expect(dry).toEqual({
        params: { ...before.params[0]!.paramsJson, min_frequency: 5 },
        checksum: engine.params.computeChecksum(dry.params),
        existingId: null,
        changes: [{ pointer: '/min_frequency', from: before.params[0]!.paramsJson.min_frequency, to: 5 }],
      });
      expect(await view().getVersion('mistakes', 'v0')).toEqual(before);

      const stored = await engine.params.ensureParams(id, { min_frequency: 5 });
      expect(stored.isNew).toBe(true);
      expect((await engine.params.ensureParams(id, { min_frequency: 5 })).isNew).toBe(false);
      expect((await preview()).existingId).toBe(stored.params.id);
    });

    it('rejects what createParams would reject', async () => {
      const id = await versionId('mastery', 'v0');
      await expect(engine.params.previewParams(id, { threshold: 8 })).rejects.toThrow(InvalidParamsError);
      await expect(engine.params.previewParams(randomUUID(), {})).rejects.toThrow(AlgoVersionNotFoundError);
    });
  });
});
