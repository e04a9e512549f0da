import { useTestDatabase } from '../support/database/test-database.js';
import { CountOnJob, expectCounted, makeCounts, SECRET } from '../support/engine/count-job.js';
import { startScript } from '../support/engine/engine-script.js';
import { useJobWorkers } from '../support/engine/job-workers.js';
import { MisbehavingJob } from '../support/engine/misbehaving-job.js';
import { drained, ended, type JobHost, openJobs } from '../support/engine/open-jobs.js';
import { scaled } from '../support/fault-scale.js';

const MANY = scaled(10_000, 200);

/** Everything that is stored of jobs. */
const ROWS = `
  SELECT row FROM (SELECT job::text AS row FROM job_runs AS job UNION ALL SELECT event::text FROM engine_events AS event
    UNION ALL SELECT message::text FROM learning_queue_public.job AS message
    UNION ALL SELECT message::text FROM learning_queue_public.archive AS message) AS stored`;

describe('jobs in the queue', () => {
  const database = useTestDatabase();
  const workers = useJobWorkers(database);
  let host: JobHost;
  beforeAll(async () => {
    host = await openJobs(database.url, [CountOnJob, MisbehavingJob], { concurrency: 0 });
    await makeCounts(host.dataSource);
  });
  afterAll(() => host?.app.close());

  it(
    'are done once each where many wait',
    async () => {
      const ids: string[] = [];
      while (ids.length < MANY) {
        await host.dataSource.transaction(async (manager) => {
          for (let n = 0; n < 100; n += 1) {
            ids.push((await host.jobs.enqueueWithin(manager, 'test.count-on', { chunks: 1 })).id);
          }
        });
      }
      expect(await host.jobs.countOpenJobs()).toMatchObject([{ kind: 'test.count-on', status: 'QUEUED', count: MANY }]);
      const begun = performance.now();
      const all = await Promise.all([workers.start(600, 8), workers.start(600, 8)]);
      await drained(host.jobs);
      measured(
        `${MANY} jobs by two workers in ${((performance.now() - begun) / 1000).toFixed(1)} s, their start included`,
      );
      await Promise.all(all.map(workers.kill));

      const [done] = await host.dataSource.query<object[]>(
        `SELECT count(*)::int AS jobs, bool_and(status = 'SUCCESS' AND attempts = 1 AND fence = 1) AS "atOnce",
           (SELECT count(*)::int FROM counted_chunks WHERE job_id = ANY ($1)) AS chunks,
           (SELECT count(DISTINCT job_id)::int FROM counted_chunks WHERE job_id = ANY ($1)) AS "ofJobs"
         FROM job_runs WHERE id = ANY ($1)`,
        [ids],
      );
      expect(done).toEqual({ jobs: MANY, atOnce: true, chunks: MANY, ofJobs: MANY });
      expect(await host.dataSource.query('SELECT FROM learning_queue_public.job')).toEqual([]);
    },
    scaled(3_600_000, 180_000),
  );

  it('are not touched by code that expects a queue of another version, and go on when it is as expected', async () => {
    const { id } = await host.jobs.enqueue('test.count-on', { chunks: 2 });
    const setVersion = (change: string) =>
      host.dataSource.query(`UPDATE learning_queue_public.version SET version = version ${change}`);
    const before = await host.jobs.getJob(id);
    await setVersion('+ 1');
    const worker = startScript('work-on-jobs', database.url, '600', '1');
    expect(await worker.end()).not.toBe(0);
    expect(worker.stderr).toMatch(
      /JobQueueUnusableError: The job queue in schema learning_queue_public cannot be used: its tables are of version \d+, and this code needs version \d+\./,
    );
    expect(await host.jobs.getJob(id)).toEqual(before);
    await setVersion('- 1');
    await workers.start(600, 1);
    await ended(host.jobs, id);
    await expectCounted(host, id, 2);
  });

  it('tell in no table and no log what they work on', async () => {
    const worker = await workers.start(600, 1);
    const failing = await host.jobs.enqueue('test.count-on', { chunks: 0, fault: 'throw' });
    await worker.saying(new RegExp(`Job ${failing.id} .* failed at attempt 1 of`));
    await host.jobs.cancelJob(failing.id);
    const { id } = await host.jobs.enqueue('test.misbehave', { does: 'throw' });
    await ended(host.jobs, id);
    await worker.saying(new RegExp(`Job ${id} \\(test.misbehave\\) ended as FAILED after`));
    const fine = await host.jobs.enqueue('test.count-on', { chunks: 1 });
    await worker.saying(new RegExp(`Job ${fine.id} \\(test.count-on\\) ended as SUCCESS after`));

    expect(worker.stdout + worker.stderr).not.toContain(SECRET);
    expect(await host.dataSource.query(`${ROWS} WHERE row LIKE $1`, [`%${SECRET}%`])).toEqual([]);
  });
});

/** A figure of full counts, on the terminal. */
function measured(text: string): void {
  if (process.env.FULL_FAULTS) process.stderr.write(`${text}\n`);
}
