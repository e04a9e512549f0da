import { randomUUID } from 'node:crypto';
import { ParamsNotFoundError, RegistryService } from 'learning-engine';
import { AlgoParams } from 'learning-engine/persistence';
import { useEngine } from '../support/engine/use-engine.js';

describe(`${RegistryService.name}: params activation`, () => {
  const engine = useEngine();
  const versionId = async (key: string) => (await engine.registry.getActiveAlgoVersion(key))!.id;
  const active = (algoVersionId: string) =>
    engine.dataSource.manager.find(AlgoParams, { where: { algoVersionId, isActive: true } });

  it('activates the new set and deactivates the old one', async () => {
    const id = await versionId('mastery');
    const [old] = await active(id);
    const created = await engine.params.createParams(id, { threshold: 0.8 });
    expect(created.isActive).toBe(false);

    const activated = await engine.registry.activateParams(created.id);

    expect(activated).toMatchObject({ id: created.id, isActive: true });
    expect(await active(id)).toEqual([activated]);
    expect(await engine.dataSource.manager.findOneBy(AlgoParams, { id: old!.id })).toMatchObject({ isActive: false });
    expect((await engine.registry.resolveActive('mastery'))?.params.paramsJson).toEqual({
      threshold: 0.8,
      decay_factor: 0.95,
      min_attempts: 5,
    });
  });

  it('keeps exactly one set active when many activations race', async () => {
    const id = await versionId('difficulty');
    const sets = await Promise.all([1, 2, 3, 4].map((n) => engine.params.createParams(id, { window_size: n })));

    await Promise.all(Array.from({ length: 40 }, (_, i) => engine.registry.activateParams(sets[i % sets.length]!.id)));

    expect(await active(id)).toHaveLength(1);
  });

  it('leaves the content of the sets alone', async () => {
    const id = await versionId('revision');
    const [old] = await active(id);
    const created = await engine.params.createParams(id, { ease_factor: 3 });
    await engine.registry.activateParams(created.id);
    await engine.registry.activateParams(old!.id);

    const content = ({ paramsJson, checksum, createdAt }: AlgoParams) => ({ paramsJson, checksum, createdAt });
    const [now] = await active(id);
    expect(content(now!)).toEqual(content(old!));
  });

  it('writes nothing when the set is active already', async () => {
    const [before] = await active(await versionId('mistakes'));

    expect(await engine.registry.activateParams(before!.id)).toEqual(before);
  });

  it.each([randomUUID(), 'not-a-uuid', ''])('rejects the unknown id %j by a typed error', async (id) => {
    await expect(engine.registry.activateParams(id)).rejects.toBeInstanceOf(ParamsNotFoundError);
  });

  it('cannot be got round: the database rejects a second active set', async () => {
    const id = await versionId('adaptive');

    await expect(
      engine.dataSource.query(
        "INSERT INTO algo_params (algo_version_id, params_json, checksum, is_active) VALUES ($1, '{}', 'x', true)",
        [id],
      ),
    ).rejects.toMatchObject({ driverError: { code: '23505', constraint: 'ux_algo_params_one_active' } });
  });
});
