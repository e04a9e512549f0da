import { randomUUID } from 'node:crypto';
import {
  CannotActivateError,
  type DatabaseUnavailableError,
  NotTheLastActivationError,
  ParamsNotFoundError,
  RegistryService,
} from 'learning-engine';
import { RevisionV1Algorithm } from 'learning-engine/algorithms';
import { AlgoParams, AlgoVersion } from 'learning-engine/persistence';
import { judgeParams } from '../support/engine/algorithm-laws.js';
import { createVersion } from '../support/engine/factories.js';
import { activateSetPastTheEngine, changePastTheEngine } from '../support/engine/past-the-engine.js';
import { levelAlgorithm } from '../support/model-of-json/algorithms.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(`${RegistryService.name}: a version becomes active together with a parameter set`, () => {
  const algorithms = [
    ...['v1', 'v2', 'v3', 'v4', 'v5', 'v6'].map((version) => levelAlgorithm('steps', version)),
    levelAlgorithm('other', 'v1'),
  ];
  const engine = useEngine({ algorithms, registry: { maxAgeMs: 0 } }, {}); // with the limits of a service
  const version = async (name: string) => createVersion(engine.dataSource, 'steps', name);
  const history = (key = 'steps') => engine.registry.getHistory(key);
  const activePair = async () => {
    const pair = await engine.registry.resolveActive('steps');
    return pair && [pair.version.version, pair.params.paramsJson];
  };
  /** Fails unless the call is rejected so, and neither activation log nor flags nor sets changed. */
  async function expectRejected(call: () => Promise<unknown>, refusal: abstract new (...args: never[]) => Error) {
    const state = async () => [
      await history(),
      await engine.dataSource.manager.find(AlgoParams, { order: { id: 'ASC' } }),
    ];
    const before = await state();
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(refusal);
    expect(await state()).toEqual(before);
    return error as Error;
  }

  beforeAll(() => version('v1'));

  it('stores and activates the set of its defaults where it has none, by one entry', async () => {
    const actorUserId = randomUUID();
    await engine.registry.activateAlgoVersion('steps', 'v1', { actorUserId, reason: 'first' });

    expect(await activePair()).toEqual(['v1', { level: 1 }]);
    const { params } = (await engine.registry.resolveActive('steps'))!;
    expect(params).toMatchObject({ isActive: true, createdByUserId: actorUserId });
    expect(await history()).toMatchObject([{ kind: 'activate', paramsId: params.id, actorUserId, reason: 'first' }]);
  });

  it('gives every built-in version of the seeds something that runs', async () => {
    await engine.registry.activateAlgoVersion('mastery', 'v1');
    const { output } = await engine.execution.execute('mastery', { states: [], events: [] });
    expect(output).toMatchObject({ states: [] });
  });

  it('is never without a pair while versions are released, in the order that the documents give', async () => {
    let done = false;
    const seen = new Set<string>();
    const reader = (async () => {
      while (!done) seen.add(JSON.stringify(await activePair()));
    })();
    const v2 = await version('v2');
    const set = await engine.params.createParams(v2.id, { level: 2 });
    await engine.registry.activateAlgoVersion('steps', 'v2', { paramsId: set.id });
    await version('v3');
    await engine.registry.activateAlgoVersion('steps', 'v3');
    await engine.registry.activateParams((await engine.params.createParams((await at('v3')).id, { level: 3 })).id);
    done = true;
    await reader;

    expect(seen.has('null')).toBe(false);
    expect(await activePair()).toEqual(['v3', { level: 3 }]);
    expect((await history()).slice(0, 3)).toMatchObject([
      { kind: 'params' },
      { kind: 'activate' },
      { kind: 'activate' },
    ]);
  });
  const at = async (name: string) =>
    (
      await engine.dataSource.manager.query<{ id: string }[]>(
        "SELECT id FROM algo_versions WHERE algo_key = 'steps' AND version = $1",
        [name],
      )
    )[0]!;

  it('makes version and set active by one entry, also when the version has another active set', async () => {
    const { id } = await at('v1');
    const set = await engine.params.createParams(id, { level: 7 });
    const before = await history();
    await engine.registry.activateAlgoVersion('steps', 'v1', { paramsId: set.id });

    expect(await activePair()).toEqual(['v1', { level: 7 }]);
    expect(await history()).toHaveLength(before.length + 1);
    // The same again writes nothing, and without a set the active one stays.
    await engine.registry.activateAlgoVersion('steps', 'v1', { paramsId: set.id });
    await engine.registry.activateAlgoVersion('steps', 'v1');
    expect(await history()).toHaveLength(before.length + 1);
  });

  it('changes the set of the active version when it is named', async () => {
    const set = await engine.params.createParams((await at('v1')).id, { level: 8 });
    await engine.registry.activateAlgoVersion('steps', 'v1', { paramsId: set.id });
    expect(await activePair()).toEqual(['v1', { level: 8 }]);
  });

  it('gives one pair when many activations with and without sets race; what fails was not done', async () => {
    const sets = await Promise.all(
      [11, 12].map(async (level) => engine.params.createParams((await at('v2')).id, { level })),
    );
    await version('v4');
    const calls = Array.from({ length: 40 }, (_, n) => {
      const context = { reason: `call ${n}`, ...(n % 2 === 0 && { paramsId: sets[n % 4 === 0 ? 0 : 1]!.id }) };
      return engine.registry.activateAlgoVersion('steps', n % 2 === 0 ? 'v2' : 'v4', context).then(
        () => undefined, // also where the pair was active already
        ({ code, outcome }: DatabaseUnavailableError) => ({ code, outcome, reason: context.reason }),
      );
    });
    const failures = (await Promise.all(calls)).filter((failure) => failure !== undefined);

    const [last, ...entries] = await history();
    const { version: active, params } = (await engine.registry.resolveActive('steps'))!;
    expect(last).toMatchObject({ algoVersionId: active.id, paramsId: params.id });
    // On a busy machine, some wait too long for a connection or the lock.
    const written = [last!, ...entries].map(({ reason }) => reason);
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: 'DATABASE_UNAVAILABLE', outcome: 'not-done' });
      expect(written).not.toContain(failure.reason);
    }
    expect(failures.length).toBeLessThan(calls.length);
  });

  it.each([['another version'], ['no set'], ['no id']])('rejects the set of %s', async (which) => {
    const other = await engine.params.createParams((await at('v3')).id, { level: 4 });
    const paramsId = { 'another version': other.id, 'no set': randomUUID(), 'no id': 'x' }[which];
    await expectRejected(() => engine.registry.activateAlgoVersion('steps', 'v2', { paramsId }), ParamsNotFoundError);
  });

  it('rejects a version without code here, also of a new key', async () => {
    await version('v99');
    await createVersion(engine.dataSource, 'ghost', 'v1');
    const error = await expectRejected(() => engine.registry.activateAlgoVersion('steps', 'v99'), CannotActivateError);
    expect(error.message).toContain('steps v99 cannot be made active: this process has no class for it.');
    await expectRejected(() => engine.registry.activateAlgoVersion('ghost', 'v1'), CannotActivateError);
    expect(await history('ghost')).toEqual([]);
  });

  it.each([
    ['has another content than its checksum', { level: 1e3 }, /does not have its checksum/],
    ['breaks the rules of the version', { level: -1 }, /steps\.level must be an integer of at least 1/],
    ['lacks a parameter', {}, /steps\.level must be in the stored set/],
  ])('rejects a set that %s, by its version and by itself', async (_what, content, message) => {
    const { id } = await at('v4');
    const checksum = message.source.includes('checksum') ? 'x'.repeat(64) : engine.params.computeChecksum(content);
    const [row] = await engine.dataSource.query<{ id: string }[]>(
      'INSERT INTO algo_params (algo_version_id, params_json, checksum) VALUES ($1, $2, $3) RETURNING id',
      [id, content, checksum],
    );
    const paramsId = row!.id;
    const rejected = () => engine.registry.activateAlgoVersion('steps', 'v4', { paramsId });
    expect((await expectRejected(rejected, CannotActivateError)).message).toMatch(message);
    await expectRejected(() => engine.registry.activateParams(paramsId), CannotActivateError);
  });

  it('neither activates nor runs a set that would run as another one: 19 weights stored where 21 would run', async () => {
    const { id } = await engine.dataSource.manager.findOneByOrFail(AlgoVersion, { algoKey: 'revision', version: 'v1' });
    const { value } = judgeParams(RevisionV1Algorithm, {}) as { value: { w: number[] } };
    const content = { ...value, w: value.w.slice(0, 19) };
    const { id: paramsId } = await engine.dataSource.manager.save(AlgoParams, {
      ...{ algoVersionId: id, paramsJson: content, checksum: engine.params.computeChecksum(content) },
    });
    const calls = [
      () => engine.registry.activateAlgoVersion('revision', 'v1', { paramsId }),
      () => engine.registry.activateParams(paramsId),
    ];
    for (const call of calls) {
      const { message } = await expectRejected(call, CannotActivateError);
      expect(message).toContain('revision.w must be in the stored set as it is completed');
    }

    await activateSetPastTheEngine(engine.dataSource, paramsId);
    const input = { now: '2026-01-21T12:00:00Z', cards: [], reviews: [] };
    const running = engine.execution.execute('revision', input, { version: 'v1' });
    await expect(running).rejects.toMatchObject({ code: 'INVALID_PARAMS', problems: [{ pointer: '/w' }] });
  });

  it('rejects when the caller expected another last entry, and is done once when the right one is expected', async () => {
    await version('v5');
    const [last] = await history();
    const expecting = (expectedActivationId: string) =>
      engine.registry.activateAlgoVersion('steps', 'v5', { expectedActivationId });
    await expectRejected(() => expecting('1'), NotTheLastActivationError);
    await expecting(last!.id);
    await expectRejected(() => expecting(last!.id), NotTheLastActivationError);
    await expect(expecting('last')).rejects.toThrow('expectedActivationId must be the id of an entry');
  });

  it('rejects the defaults where another content has their checksum', async () => {
    const { id } = await version('v6');
    const checksum = engine.params.computeChecksum({ level: 1 });
    await engine.dataSource.query(
      'INSERT INTO algo_params (algo_version_id, params_json, checksum) VALUES ($1, $2, $3)',
      [id, { level: 666 }, checksum],
    );
    await expectRejected(() => engine.registry.activateAlgoVersion('steps', 'v6'), CannotActivateError);
  });

  it('leaves a set alone that was changed past the engine while it was active', async () => {
    const v1 = await createVersion(engine.dataSource, 'other', 'v1');
    await engine.registry.activateAlgoVersion('other', 'v1');
    await changePastTheEngine(
      engine.dataSource,
      `UPDATE algo_params SET params_json = '{"level": 9}' WHERE algo_version_id = '${v1.id}'`,
    );
    await expect(engine.registry.activateAlgoVersion('other', 'v1')).rejects.toThrow('does not have its checksum');
  });
});
