import { atMost, type Benchmark } from '../benchmark.js';
import { onDatabase } from '../databases.js';
import { seededDatabase } from '../seeded-runs.js';

/** As the job `runs.retention` does it: see RetireRunsJob. */
const RUNS_OF_PASS = 500;
const PASSES = 40;
const DAYS = 31;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

export const retention: Benchmark = {
  name: 'retention',
  description: `passes of the job runs.retention, each a transaction that removes the ${RUNS_OF_PASS} oldest runs; ${PASSES} in a round, without other work beside them`,
  peer: 'nothing: a pass locks its rows until it commits, so its time is the longest that a lock is held',
  async prepare(bench) {
    const url = await seededDatabase(bench, bench.options.rows);
    return [
      {
        what: `the longest pass, ${bench.options.rows} runs`,
        unit: 'ms',
        goal: atMost(200),
        ours: async () => Math.max(...(await timesOfPasses(url))),
      },
    ];
  },
};

/** In milliseconds. @throws where there are too few old runs */
const timesOfPasses = (url: string): Promise<number[]> =>
  onDatabase(url, async (client) => {
    const times: number[] = [];
    let after = FIRST_ID;
    for (let pass = 0; pass < PASSES; pass += 1) {
      const start = performance.now();
      await client.query('BEGIN');
      const { rows } = await client.query<{ retired: number; last_id: string }>(
        `SELECT retired, last_id FROM algo_retire_runs(clock_timestamp() - $1 * interval '1 day', $2, $3)`,
        [DAYS, after, RUNS_OF_PASS],
      );
      await client.query('COMMIT');
      times.push(performance.now() - start);
      if (rows[0]!.retired < RUNS_OF_PASS)
        throw new Error(
          `There must be ${PASSES * RUNS_OF_PASS} runs older than ${DAYS} days for each round: raise --rows`,
        );
      after = rows[0]!.last_id;
    }
    return times;
  });
