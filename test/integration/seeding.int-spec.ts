import {
  AlgoParams,
  AlgoVersion,
  type AlgorithmVersionSeed,
  engineMigrations,
  seedAlgorithmVersion,
  unseedAlgorithmVersion,
  VersionInUseError,
} from 'learning-engine/persistence';
import { type QueryRunner } from 'typeorm';
import { specV0 } from '../fixtures/spec-v0.js';
import { useEngine } from '../support/engine/use-engine.js';

describe('seeding', () => {
  const engine = useEngine();

  it('seeds v0 of all five algorithms as ACTIVE, with their descriptions', async () => {
    const versions = await engine.dataSource.manager.findBy(AlgoVersion, { version: 'v0' });

    expect(versions).toHaveLength(5);
    for (const { algo_key, description } of specV0) {
      expect(versions).toContainEqual(
        expect.objectContaining({ algoKey: algo_key, version: 'v0', status: 'ACTIVE', description }),
      );
    }
  });

  it('gives each version one active parameter set', async () => {
    const versions = await engine.dataSource.manager.find(AlgoVersion);
    const sets = await engine.dataSource.manager.findBy(AlgoParams, { isActive: true });

    expect(sets.map((set) => set.algoVersionId).sort()).toEqual(versions.map((version) => version.id).sort());
  });

  it.each(specV0)('seeds the default params of $algo_key with their checksum', async ({ algo_key, params }) => {
    const active = await engine.registry.resolveActive(algo_key);

    expect(active?.params.paramsJson).toEqual(params);
    expect(active?.params.checksum).toBe(engine.params.computeChecksum(params));
    expect(active?.params.createdByUserId).toBeNull();
  });

  it('takes the times from the clock of the database', async () => {
    const [row] = await engine.dataSource.query<{ ok: boolean }[]>(
      `SELECT bool_and(created_at BETWEEN pg_postmaster_start_time() AND clock_timestamp() AND updated_at >= created_at) AS ok
       FROM (SELECT created_at, updated_at FROM algo_versions UNION ALL SELECT created_at, updated_at FROM algo_params) t`,
    );
    expect(row?.ok).toBe(true);
  });
});

describe('a version that a migration registers', () => {
  const engine = useEngine();
  const within = async <T>(work: (queryRunner: QueryRunner) => Promise<T>): Promise<T> => {
    const queryRunner = engine.dataSource.createQueryRunner();
    return work(queryRunner).finally(() => queryRunner.release());
  };
  const seed = (version: Partial<AlgorithmVersionSeed>) =>
    within((queryRunner) => seedAlgorithmVersion(queryRunner, { ...STREAK, ...version }));
  const unseed = (version = 'v1', key = 'streak') =>
    within((queryRunner) => unseedAlgorithmVersion(queryRunner, { key, version }));
  const rows = () => engine.dataSource.manager.findBy(AlgoVersion, { algoKey: 'streak' });

  const params = { longest: 7, bonus: 0.1 };
  const STREAK = { key: 'streak', version: 'v1', description: 'Days in a row' };

  it('is EXPERIMENTAL, with its set active for it, and gone when the migration is reverted', async () => {
    await seed({ params });
    const pair = await engine.registry.resolveVersion('streak', 'v1');

    expect(pair).toMatchObject({
      version: { algoKey: 'streak', version: 'v1', status: 'EXPERIMENTAL', description: 'Days in a row' },
      params: { paramsJson: params, checksum: engine.params.computeChecksum(params), createdByUserId: null },
    });
    await unseed();
    expect(await rows()).toEqual([]);
    await unseed();
  });

  it('has no set where the seed has none', async () => {
    await seed({ version: 'v2' });

    expect(await engine.registry.resolveVersion('streak', 'v2')).toBeNull();
  });

  it.each<[Partial<AlgorithmVersionSeed>, object]>([
    [{ key: 'Streak' }, { code: 'INVALID_ARGUMENT', argument: 'key' }],
    [{ version: 'v 3' }, { code: 'INVALID_ARGUMENT', argument: 'version' }],
    [{ version: undefined }, { code: 'INVALID_ARGUMENT', argument: 'version' }],
    [
      { key: 'mastery' },
      { code: 'INVALID_ARGUMENT', message: 'version must be new: mastery v1 is registered already' },
    ],
    [{ params: { bonus: Number.NaN } }, { code: 'INVALID_JSON', field: 'params', pointer: '/bonus' }],
  ])('is rejected with %j', async (wrong, error) => {
    const before = await engine.dataSource.manager.count(AlgoVersion);

    await expect(seed(wrong)).rejects.toMatchObject(error);
    expect(await engine.dataSource.manager.count(AlgoVersion)).toBe(before);
  });

  it('stays when it has run, or was active', async () => {
    await seed({ version: 'v3', params });
    const { version, params: set } = (await engine.registry.resolveVersion('streak', 'v3'))!;
    await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: set.id });
    await engine.registry.activateAlgoVersion('mastery', 'v1', { reason: 'won the trial' });

    await expect(unseed('v3')).rejects.toThrow(/^streak v3 has run or was active: .* Keep this migration/);
    await expect(unseed('v1', 'mastery')).rejects.toThrow(VersionInUseError);
    expect((await rows()).map((row) => row.version).sort()).toEqual(['v2', 'v3']);
    expect((await engine.registry.getActiveAlgoVersion('mastery'))!.version).toBe('v1');
  });
});

describe('the set that a migration seeds for difficulty v1 in place of its defaults', () => {
  const engine = useEngine();
  const Seed = engineMigrations.find(({ name }) => name.startsWith('SeedDifficultyV1Set'))!;
  const migrate = (direction: 'up' | 'down') =>
    engine.dataSource.transaction(({ queryRunner }) => new Seed()[direction](queryRunner!));
  const sets = async () => {
    const where = { algoVersion: { algoKey: 'difficulty', version: 'v1' } };
    const found = await engine.dataSource.manager.find(AlgoParams, { where, order: { isActive: 'ASC' } });
    return found.map(({ paramsJson, isActive }) => [(paramsJson as { beta_item: number }).beta_item, isActive]);
  };

  it('is the one that the version is activated with, until the migration is reverted', async () => {
    expect(await sets()).toEqual([
      [0.05, false],
      [0.2, true],
    ]);
    await migrate('down');
    expect(await sets()).toEqual([[0.05, true]]);
  });

  it('leaves a set alone that is active already, and stays once it has run', async () => {
    await engine.registry.activateAlgoVersion('difficulty', 'v1');
    const { version, params } = (await engine.registry.resolveActive('difficulty'))!;

    await migrate('up');
    expect((await engine.registry.resolveActive('difficulty'))!.params.id).toBe(params.id);
    expect(await sets()).toEqual([
      [0.2, false],
      [0.05, true],
    ]);
    const { id } = await engine.dataSource.manager.findOneByOrFail(AlgoParams, {
      algoVersionId: version.id,
      isActive: false,
    });
    await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: id });
    await expect(migrate('down')).rejects.toThrow(VersionInUseError);
  });
});
