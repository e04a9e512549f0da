import { AlgoRun } from 'learning-engine/persistence';
import { type Engine, openEngine, patientCallers } from '../support/engine/open-engine.js';
import { useTestDatabase } from '../support/database/test-database.js';

const CALLERS = 200;
const POOL = 10;

describe('C10: callers inside transactions hold all connections of the host', () => {
  const database = useTestDatabase();
  let engine: Engine;
  beforeAll(async () => {
    // AuthUsers may wait for the host's pool as long as they like: it is the record of runs that must not.
    // What is active is asked of the database each time, as is a version that is named.
    engine = await openEngine(database.url, { registry: { maxAgeMs: 0 } }, { ...patientCallers, poolSize: POOL });
  });
  afterAll(() => engine?.app.close());

  /** Records a whole run, as something that a caller does before it commits. */
  const record = async (n: number) => {
    const pair =
      n % 2 === 0 ? engine.registry.resolveActive('mastery') : engine.registry.resolveVersion('mastery', 'v1');
    const { version, params } = (await pair)!;
    const run = await engine.runs.logRunStart({
      algoVersionId: version.id,
      paramsId: params.id,
      inputSummary: { n },
    });
    return engine.runs.logRunSuccess(run.id, { n });
  };
  let before: number;
  beforeEach(async () => {
    before = await engine.dataSource.manager.count(AlgoRun);
  });
  const recorded = async () => (await engine.dataSource.manager.countBy(AlgoRun, { status: 'SUCCESS' })) - before;

  it('records the runs of all, although none of them gives its connection back before', async () => {
    const pool = (engine.dataSource.driver as unknown as { master: { totalCount: number; idleCount: number } }).master;
    const [allInside, allDone] = [meeting(POOL), meeting(POOL)];
    const callers = Array.from({ length: POOL }, (_, caller) =>
      engine.dataSource.transaction(async (manager) => {
        await manager.query('SELECT 1');
        await allInside();
        for (let n = caller; n < CALLERS; n += POOL) await record(n);
        expect(pool).toMatchObject({ totalCount: POOL, idleCount: 0 });
        await allDone();
      }),
    );
    await Promise.all(callers);

    expect(await recorded()).toBe(CALLERS);
  });

  it('records the runs of many more callers than there are connections', async () => {
    const callers = Array.from({ length: CALLERS }, (_, n) =>
      engine.dataSource.transaction(async (manager) => {
        await manager.query('SELECT 1');
        return record(n);
      }),
    );

    expect((await Promise.all(callers)).map((run) => run.outputSummaryJson)).toEqual(
      Array.from({ length: CALLERS }, (_, n) => ({ n })),
    );
    expect(await recorded()).toBe(CALLERS);
  });
});

/** Resolves for each of so many callers when the last of them has come. */
function meeting(count: number): () => Promise<void> {
  let letGo!: () => void;
  const all = new Promise<void>((resolve) => (letGo = resolve));
  let missing = count;
  return () => {
    missing -= 1;
    if (missing === 0) letGo();
    return all;
  };
}
