import { AlgoKey, InfoService } from 'learning-engine';
import { createVersion } from '../support/engine/factories.js';
import { StatementRecorder } from '../support/database/count-statements.js';
import { specV0 } from '../fixtures/spec-v0.js';
import { levelAlgorithm } from '../support/model-of-json/algorithms.js';
import { useEngine } from '../support/engine/use-engine.js';

describe(`${InfoService.name}: info`, () => {
  // What is looked at here is the statement, not what the process keeps of its answer.
  const recorder = new StatementRecorder();
  const algorithms = [levelAlgorithm('mastery', 'test_1'), levelAlgorithm('zeta', 'v1')];
  const engine = useEngine({ algorithms, registry: { maxAgeMs: 0 }, runs: { reaper: false } }, { logger: recorder });
  const infoOf = async (key: string) => (await engine.info.getInfo()).find(({ algoKey }) => algoKey === key);

  it('lists all five algorithms in the order of the specification, by one statement', async () => {
    const { result, statements } = await recorder.during(() => engine.info.getInfo());

    expect(result.map(({ algoKey }) => algoKey)).toEqual(specV0.map(({ algo_key }) => algo_key));
    expect(statements).toHaveLength(1);
  });

  it('includes the active versions and params', async () => {
    expect(await engine.info.getInfo()).toEqual(
      specV0.map(({ algo_key, params }) => ({
        algoKey: algo_key,
        activeVersion: 'v0',
        status: 'ACTIVE',
        activeParams: params,
        updatedAt: expect.any(Date) as Date,
      })),
    );
  });

  it('dates what is shown: a version that became active, a params set that became active, and back', async () => {
    const moments = [(await infoOf('mastery'))!.updatedAt!];
    const { version, params } = (await engine.registry.resolveActive(AlgoKey.MASTERY))!;
    const tuned = await engine.params.createParams(version.id, { threshold: 0.9 });
    moments.push((await infoOf('mastery'))!.updatedAt!);
    await engine.registry.activateParams(tuned.id);
    moments.push((await infoOf('mastery'))!.updatedAt!);
    await engine.registry.activateParams(params.id);
    moments.push((await infoOf('mastery'))!.updatedAt!);
    await createVersion(engine.dataSource, 'mastery', 'test_1');
    await engine.registry.activateAlgoVersion('mastery', 'test_1');
    moments.push((await infoOf('mastery'))!.updatedAt!);

    const [seeded, created, activated, reactivated, replaced] = moments.map((moment) => moment.getTime());
    expect(created).toBe(seeded); // creating a set changes nothing that is shown
    expect(activated).toBeGreaterThan(created!);
    expect(reactivated).toBeGreaterThan(activated!);
    expect(replaced).toBeGreaterThan(reactivated!);
  });

  it('shows a version with the set of its defaults, which came with its activation', async () => {
    expect(await infoOf('mastery')).toMatchObject({
      activeVersion: 'test_1',
      status: 'ACTIVE',
      activeParams: { level: 1 },
    });
  });

  it('lists the keys of the host after the five, by name, active or not', async () => {
    await createVersion(engine.dataSource, 'zeta', 'v1');
    await createVersion(engine.dataSource, 'Alpha', 'v1');
    await createVersion(engine.dataSource, 'alpha', 'v1');
    await engine.registry.activateAlgoVersion('zeta', 'v1');

    const info = await engine.info.getInfo();

    expect(info.slice(5)).toEqual([
      { algoKey: 'Alpha', activeVersion: null, status: null, activeParams: null, updatedAt: null },
      { algoKey: 'alpha', activeVersion: null, status: null, activeParams: null, updatedAt: null },
      {
        algoKey: 'zeta',
        activeVersion: 'v1',
        status: 'ACTIVE',
        activeParams: { level: 1 },
        updatedAt: expect.any(Date) as Date,
      },
    ]);
  });

  it('leaves no built-in key out, even when the registry has lost it', async () => {
    await engine.dataSource.transaction(async (manager) => {
      await manager.query("SET LOCAL session_replication_role = 'replica'"); // a superuser can switch the triggers off
      await manager.query("UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'mistakes'");
      await manager.query("DELETE FROM algo_activations WHERE algo_key = 'mistakes'");
    });

    expect((await engine.info.getInfo())[4]).toEqual({
      algoKey: 'mistakes',
      activeVersion: null,
      status: null,
      activeParams: null,
      updatedAt: null,
    });
  });
});
