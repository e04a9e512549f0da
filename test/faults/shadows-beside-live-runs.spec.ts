import { type Shadow } from 'learning-engine/evidence';
import { query } from '../support/database/embedded-child.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { linesOf, startScript } from '../support/engine/engine-script.js';

interface Saw {
  answers: { does: string }[];
  turns: number;
  runs: Shadow['runs'];
  equal: number;
  mostMiB: number;
}

/** The engine as it is built, in processes of its own: from its sources it has no threads. */
describe('challengers beside live runs', () => {
  const database = useTestDatabase();

  it('harm nothing when they loop, allocate, throw, end or answer a promise, and no two processes pass their budget', async () => {
    const script = startScript('run-beside-shadows', database.url, 'hostile');
    expect([await script.end(), script.stderr]).toEqual([0, '']);
    const [saw, shadow] = linesOf<Saw & Shadow>(script);
    expect(saw!.answers.map(({ does }) => does)).toEqual([
      ...['answer', 'loop', 'throw', 'promise', 'exit', 'allocate', 'buffers', 'answer'],
    ]);
    expect(saw!.runs).toMatchObject({ started: 8, succeeded: 2, failed: 6, dropped: 0 });
    // What allocates ends by its memory, or on a busy machine by its time.
    const { TIMED_OUT, ALGORITHM_FAILED, ...others } = saw!.runs.failures;
    expect(others).toEqual({ INVALID_OUTPUT: 1 });
    expect(TIMED_OUT! + ALGORITHM_FAILED!).toBe(5);
    expect(TIMED_OUT).toBeGreaterThanOrEqual(1);
    expect(ALGORITHM_FAILED).toBeGreaterThanOrEqual(2);
    expect(saw!.mostMiB).toBeLessThan(1536);
    expect(saw!.equal).toBe(1);
    expect(saw!.turns).toBeGreaterThan(50); // the loop alone lasts 3 s

    const processes = [1, 2].map(() => startScript('run-beside-shadows', database.url, 'budget'));
    for (const one of processes) await one.saying(/ready/);
    for (const one of processes) one.signal('SIGUSR2');
    for (const one of processes) expect([await one.end(), one.stderr]).toEqual([0, '']);
    const [counts] = await query(
      database.url,
      `SELECT count(*)::int AS runs, max(number) AS last,
         (SELECT count(*)::int FROM algo_runs WHERE purpose = 'shadow' AND started_at >= to_timestamp(${Date.parse(String(shadow!.startedAt)) / 1000})) AS recorded
       FROM shadow_runs WHERE shadow_id = '${shadow!.id}'`,
    );
    expect(counts).toEqual({ runs: 40, last: 40, recorded: 40 });
  });
});
