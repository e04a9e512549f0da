import { countStatements } from '../../support/database/count-statements.js';
import { CountJob, makeCounts } from '../../support/engine/count-job.js';
import { drained, openJobs } from '../../support/engine/open-jobs.js';
import { atLeast, atMost, type Benchmark } from '../benchmark.js';
import { rateOf } from '../measure.js';

const JOBS = 200;
const EMPTY = { chunks: 0 };

const INSERT_ROW = `
  INSERT INTO job_runs (id, tenant, kind, args, status, ended_at)
  VALUES (gen_random_uuid(), 'default', 'test.count', '{}', 'CANCELLED', clock_timestamp())`;

export const jobEnqueue: Benchmark = {
  name: 'job-enqueue',
  description: 'queueing a job in the transaction of a caller; and doing empty ones with one worker',
  peer: 'a transaction that inserts the same row, without a queue',
  async prepare(bench) {
    const url = await bench.database();
    const host = await openJobs(url, [CountJob], { concurrency: 0 });
    bench.defer(() => host.app.close());
    await makeCounts(host.dataSource);
    const enqueue = () =>
      host.dataSource.transaction((manager) => host.jobs.enqueueWithin(manager, 'test.count', EMPTY));
    const insert = () => host.dataSource.transaction((manager) => manager.query(INSERT_ROW));
    const statementsOf = async (work: () => Promise<unknown>) =>
      (await countStatements(host.dataSource, work)).statements.length;
    const { seconds } = bench.options;
    /** How fast a worker does jobs that wait for it. */
    const drain = async () => {
      await host.dataSource.query('DELETE FROM job_runs; DELETE FROM learning_queue_public.job');
      for (let n = 0; n < JOBS; n += 1) await enqueue();
      const worker = await openJobs(url, [CountJob], { concurrency: 4 });
      const begun = performance.now();
      await drained(host.jobs);
      const taken = performance.now() - begun;
      await worker.app.close();
      return (JOBS / taken) * 1000;
    };
    return [
      {
        what: 'statements more than the row takes',
        unit: 'statements',
        goal: atMost(1),
        ours: async () => (await statementsOf(enqueue)) - (await statementsOf(insert)),
      },
      {
        what: 'one caller, committed',
        unit: 'jobs/s',
        ours: () => rateOf(seconds, 1, enqueue),
        peer: () => rateOf(seconds, 1, insert),
      },
      { what: `${JOBS} empty jobs, 4 at once`, unit: 'jobs/s', goal: atLeast(50), ours: drain },
    ];
  },
};
