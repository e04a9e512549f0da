import { JobSlots, JobWorker } from 'learning-engine/jobs';
import { useTestDatabase } from '../support/database/test-database.js';
import { CountJob, makeCounts } from '../support/engine/count-job.js';
import { ended, type JobHost, openJobs } from '../support/engine/open-jobs.js';

describe('workers of one process that share slots', () => {
  const database = useTestDatabase();
  const hosts: JobHost[] = [];
  const workers = () => hosts.map(({ app }) => app.get(JobWorker, { strict: false }));
  beforeAll(async () => {
    for (let n = 0; n < 2; n += 1) hosts.push(await openJobs(database.url, [CountJob], { concurrency: 0, pollMs: 10 }));
    await makeCounts(hosts[0]!.dataSource);
  });
  afterAll(() => Promise.all(hosts.map(({ app }) => app.close())));

  it('have no more jobs at once than slots, and take none when they are told so', async () => {
    const [{ jobs, dataSource }] = hosts as [JobHost];
    const queued = await Promise.all([1, 2, 3, 4].map(() => jobs.enqueue('test.count', { chunks: 3, workMs: 30 })));
    const slots = new JobSlots(1);
    for (const worker of workers()) worker.start(2, slots);
    const running: number[] = [];
    for (let open = queued.length; open > 0;) {
      const [counts] = await dataSource.query<[{ running: number; open: number }]>(
        `SELECT count(*) FILTER (WHERE status = 'RUNNING')::int AS running,
                count(*) FILTER (WHERE status IN ('QUEUED', 'RUNNING'))::int AS open FROM job_runs`,
      );
      running.push(counts.running);
      open = counts.open;
    }
    expect(Math.max(...running)).toBe(1);
    for (const { id } of queued) expect(await ended(jobs, id)).toMatchObject({ status: 'SUCCESS', progressDone: 3 });

    for (const worker of workers()) worker.start(0);
    const left = await jobs.enqueue('test.count', { chunks: 1 });
    const release = await slots.take(new AbortController().signal); // free: neither of them holds it
    release!();
    workers()[1]!.start(1);
    expect(await ended(jobs, left.id)).toMatchObject({ status: 'SUCCESS' });
  });
});
