import { AlgoVersionNotFoundError, RegistryService } from 'learning-engine';
import { AlgoVersion } from 'learning-engine/persistence';
import { createVersion } from '../support/engine/factories.js';
import { countStatements } from '../support/database/count-statements.js';
import { levelAlgorithm } from '../support/model-of-json/algorithms.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(`${RegistryService.name}: version activation`, () => {
  const algorithms = [
    ...['mastery', 'revision', 'difficulty', 'mistakes'].map((key) => levelAlgorithm(key, 'test_1')),
    ...['test_1', 'test_2', 'test_3', 'test_4'].map((version) => levelAlgorithm('adaptive', version)),
  ];
  const engine = useEngine({ algorithms });
  const versionsOf = (algoKey: string) =>
    engine.dataSource.manager.find(AlgoVersion, { where: { algoKey }, order: { version: 'ASC' } });

  it('makes the new version ACTIVE and v0 DEPRECATED', async () => {
    await createVersion(engine.dataSource, 'mastery', 'test_1');

    const activated = await engine.registry.activateAlgoVersion('mastery', 'test_1');

    expect(activated).toMatchObject({ algoKey: 'mastery', version: 'test_1', status: 'ACTIVE' });
    expect(await versionsOf('mastery')).toMatchObject([
      { version: 'test_1', status: 'ACTIVE' },
      { version: 'v0', status: 'DEPRECATED' },
      { version: 'v1', status: 'EXPERIMENTAL' },
      { version: 'v2', status: 'EXPERIMENTAL' },
    ]);
    expect(await engine.registry.getActiveAlgoVersion('mastery')).toMatchObject({ version: 'test_1' });
  });

  it('brings a deprecated version back', async () => {
    await createVersion(engine.dataSource, 'revision', 'test_1');
    await engine.registry.activateAlgoVersion('revision', 'test_1');
    await engine.registry.activateAlgoVersion('revision', 'v0');

    expect((await engine.registry.resolveActive('revision'))?.version.version).toBe('v0');
  });

  it('touches no other key', async () => {
    const before = await versionsOf('mistakes');
    await createVersion(engine.dataSource, 'difficulty', 'test_1');
    await engine.registry.activateAlgoVersion('difficulty', 'test_1');

    expect(await versionsOf('mistakes')).toEqual(before);
  });

  it('keeps exactly one version ACTIVE when many activations race', async () => {
    const versions = ['test_1', 'test_2', 'test_3', 'test_4'];
    for (const version of versions) await createVersion(engine.dataSource, 'adaptive', version);

    const races = Array.from({ length: 40 }, (_, i) => versions[i % versions.length]!);
    await Promise.all(races.map((version) => engine.registry.activateAlgoVersion('adaptive', version)));

    expect((await versionsOf('adaptive')).filter(({ status }) => status === 'ACTIVE')).toHaveLength(1);
  });

  it('never shows a reader zero or two ACTIVE versions while they change', async () => {
    await createVersion(engine.dataSource, 'mistakes', 'test_1');
    let done = false;
    const flips = (async () => {
      for (let i = 0; i < 30; i += 1) await engine.registry.activateAlgoVersion('mistakes', i % 2 ? 'v0' : 'test_1');
      done = true;
    })();
    const seen = new Set<number>();
    while (!done) seen.add((await versionsOf('mistakes')).filter(({ status }) => status === 'ACTIVE').length);
    await flips;

    expect([...seen]).toEqual([1]);
  });

  it('writes nothing when the version is active already', async () => {
    const before = await versionsOf('mastery');
    const { statements } = await countStatements(engine.dataSource, () =>
      engine.registry.activateAlgoVersion('mastery', 'test_1'),
    );

    expect(statements.filter((sql) => /^(update|insert|delete)/i.test(sql))).toEqual([]);
    expect(await versionsOf('mastery')).toEqual(before);
  });

  it.each([
    ['nonexistent', 'v0'],
    ['mastery', 'v99'],
    ['mastery', ''],
    ['mastery', 'v\u0000'],
  ])('rejects %j %j by a typed error and changes nothing', async (key, version) => {
    const before = await engine.dataSource.manager.find(AlgoVersion, { order: { id: 'ASC' } });

    const error: unknown = await engine.registry.activateAlgoVersion(key, version).catch((e: unknown) => e);

    expect(error).toBeInstanceOf(AlgoVersionNotFoundError);
    expect(error).toMatchObject({ code: 'ALGO_VERSION_NOT_FOUND', wanted: { algoKey: key, version } });
    expect(await engine.dataSource.manager.find(AlgoVersion, { order: { id: 'ASC' } })).toEqual(before);
  });

  it('cannot be got round: the database rejects a second ACTIVE version', async () => {
    await expect(
      engine.dataSource.query(
        "INSERT INTO algo_versions (algo_key, version, status) VALUES ('mastery', 'raw', 'ACTIVE')",
      ),
    ).rejects.toMatchObject({ driverError: { code: '23505', constraint: 'ux_algo_versions_one_active' } });
  });

  it('does not block runs: a run starts while an activation is open', async () => {
    await createVersion(engine.dataSource, 'revision', 'test_2');
    const { version, params } = (await engine.registry.resolveActive('revision'))!;
    const open = engine.dataSource.createQueryRunner();
    await open.startTransaction();
    // What an activation does, up to its commit.
    await open.query("SELECT pg_advisory_xact_lock(hashtextextended('learning:public:revision', 0))");
    await open.query('UPDATE algo_versions SET status = $1 WHERE id = $2', ['DEPRECATED', version.id]);
    try {
      const run = await engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
      expect(run.status).toBe('RUNNING');
    } finally {
      await open.rollbackTransaction();
      await open.release();
    }
  });
});
