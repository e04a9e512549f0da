import { HoldingJob } from '../support/engine/holding-job.js';
import { ended, type JobHost, openJobs } from '../support/engine/open-jobs.js';
import { useTestDatabase } from '../support/database/test-database.js';

describe('what a job writes in a transaction of its own', () => {
  const database = useTestDatabase();
  let host: JobHost;
  beforeAll(async () => {
    host = await openJobs(database.url, [HoldingJob], { concurrency: 1, pollMs: 20 });
    await host.dataSource.query('CREATE TABLE written (job_id uuid NOT NULL)');
  });
  afterAll(() => host?.app.close());

  /** @param before what happens to the job before it writes */
  const written = async (before: (jobId: string) => Promise<unknown>) => {
    const over = new Promise<void>((resolve) => {
      HoldingJob.planning = async ({ jobId, hold }) => {
        try {
          await before(jobId);
          await host.dataSource.transaction(async (manager) => {
            await manager.query('INSERT INTO written VALUES ($1)', [jobId]);
            await hold(manager);
          });
        } finally {
          resolve();
        }
      };
    });
    const { id } = await host.jobs.enqueue('test.hold', {});
    const { status } = await ended(host.jobs, id);
    await over;
    const rows = await host.dataSource.query<object[]>('SELECT FROM written WHERE job_id = $1', [id]);
    return [status, rows.length];
  };

  it('takes effect while its worker holds the job, and not after it was cancelled or taken over', async () => {
    expect(await written(() => Promise.resolve())).toEqual(['SUCCESS', 1]);
    expect(await written((jobId) => host.jobs.cancelJob(jobId))).toEqual(['CANCELLED', 0]);
    const takeOver = async (jobId: string) => {
      HoldingJob.planning = () => Promise.resolve();
      await host.dataSource.query('UPDATE job_runs SET fence = fence + 1, lease_expires_at = now() WHERE id = $1', [
        jobId,
      ]);
    };
    expect(await written(takeOver)).toEqual(['SUCCESS', 0]);
  });
});
