import { randomUUID } from 'node:crypto';
import { newRunId } from 'learning-engine';
import { type Shadow } from 'learning-engine/evidence';
import { until } from '../support/database/embedded-child.js';
import { type Break, TcpProxy } from '../support/database/tcp-proxy.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { type EvidenceHost, openEvidence, setOf } from '../support/engine/open-evidence.js';
import { scaled } from '../support/fault-scale.js';

const BREAKS: Break[] = ['before', 'after', 'answer'];
/** What a process that computes beside live runs writes of a shadow, and of a run of it. */
const BEGIN = 'INSERT INTO shadow_runs';
const END = 'UPDATE shadow_runs';
const COUNT = 'INSERT INTO shadow_drops';
const RUNS = scaled(60, 3);

/** Broken once, a statement is sent again at once; the third time, only after a pause. */
const cases = (statement: string) =>
  [...BREAKS.map((when) => [when, 1] as const), ['answer', 3] as const].map(
    ([when, times]) => [statement, when, times] as const,
  );

describe('the runs of a shadow whose connection breaks', () => {
  const database = useTestDatabase();
  let direct: EvidenceHost;
  let host: EvidenceHost;
  let proxy: TcpProxy;
  let challenger: string;
  beforeAll(async () => {
    proxy = await TcpProxy.to(database.url);
    direct = await openEvidence(database.url, { concurrency: 0 });
    host = await openEvidence(proxy.url, { concurrency: 0 });
    await direct.registry.activateAlgoVersion('mastery', 'v1');
    challenger = await setOf(direct, 'mastery', 'v1', { p_init: 0.55 });
  });
  afterEach(() => proxy.heal());
  afterAll(async () => {
    await host?.app.close();
    await direct?.app.close();
    await proxy?.close();
  });

  const start = (budget: number) =>
    host.shadows.start('mastery', { version: 'v1', paramsId: challenger, percent: 100, budget, reason: 'x' });
  const end = ({ id }: Shadow) => direct.shadows.end('mastery', id, { reason: 'seen' });
  const execute = () => host.execution.execute('mastery', { states: [], events: [] }, { runId: newRunId() });
  const runsOf = async ({ id }: Shadow) => (await direct.shadows.get('mastery', id)).runs;
  const settled = (shadow: Shadow, runs: number) =>
    until(async () => {
      const { succeeded, failed, dropped } = await runsOf(shadow);
      return succeeded + failed + dropped >= runs;
    });
  const numbersOf = async ({ id }: Shadow) =>
    (
      await direct.dataSource.query<{ number: number }[]>(
        `SELECT s.number FROM shadow_runs s JOIN algo_runs r ON r.id = s.run_id AND r.status = 'SUCCESS'
         WHERE s.shadow_id = $1 ORDER BY s.number`,
        [id],
      )
    ).map(({ number }) => number);

  it.each([...cases(BEGIN), ...cases(END)])(
    'at %s (%s, %i times) take a number each, no more of the budget, and are none that was dropped',
    async (statement, when, times) => {
      const shadow = await start(RUNS);
      for (let n = 1; n <= RUNS; n += 1) {
        const broken = proxy.broken;
        proxy.breakNext(statement, when, times);
        await execute();
        await until(() => Promise.resolve(proxy.broken === broken + times));
        await settled(shadow, n);
      }
      expect(await runsOf(shadow)).toEqual({ started: RUNS, succeeded: RUNS, failed: 0, failures: {}, dropped: 0 });
      expect(await numbersOf(shadow)).toEqual(Array.from({ length: RUNS }, (_, n) => n + 1));
      await end(shadow);
    },
  );

  it.each(cases(COUNT))('at %s (%s, %i times) are counted once each', async (statement, when, times) => {
    const shadow = await start(1000);
    const broken = proxy.broken;
    proxy.breakNext(statement, when, times);
    const count = 140; // more than may wait
    await Promise.all(Array.from({ length: count }, execute));
    await until(() => Promise.resolve(proxy.broken === broken + times));
    await settled(shadow, count);
    const { started, succeeded, dropped } = await runsOf(shadow);
    expect(dropped).toBeGreaterThan(0);
    expect([started, succeeded]).toEqual([count - dropped, count - dropped]);
    await end(shadow);
  });

  it('and that are dropped by several processes are summed', async () => {
    const shadow = await start(1000);
    const [first, second] = [randomUUID(), randomUUID()];
    const drop = (counter: string, sum: number) =>
      direct.dataSource.query('INSERT INTO shadow_drops (shadow_id, counter_id, dropped) VALUES ($1, $2, $3)', [
        ...[shadow.id, counter, sum],
      ]);
    await drop(first, 3);
    await drop(second, 4);
    expect((await runsOf(shadow)).dropped).toBe(7);
    await expect(
      direct.dataSource.query('UPDATE shadow_drops SET dropped = 2 WHERE counter_id = $1', [first]),
    ).rejects.toThrow('only counted on');
    await end(shadow);
  });
});
