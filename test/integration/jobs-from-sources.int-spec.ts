import { useTestDatabase } from '../support/database/test-database.js';
import { CountJob, makeCounts } from '../support/engine/count-job.js';
import { MisbehavingJob } from '../support/engine/misbehaving-job.js';
import { ended, type JobHost, openJobs } from '../support/engine/open-jobs.js';
import { cleanEnv, Spawned } from '../support/processes/spawned.js';

/** As `npm run worker` does in development. */
const FROM_SOURCES = ['--conditions=source', '--import', '@swc-node/register/esm-register'];

describe('a worker that runs from sources', () => {
  const database = useTestDatabase();
  let host: JobHost;
  let worker: Spawned;
  beforeAll(async () => {
    host = await openJobs(database.url, [CountJob, MisbehavingJob], { concurrency: 0 });
    await makeCounts(host.dataSource);
    const args = [...FROM_SOURCES, 'test/support/engine/work-on-jobs.cli.ts', database.url, '30', '1'];
    worker = Spawned.run(process.execPath, args, cleanEnv({}));
    await worker.saying(/^up$/m);
  });
  afterAll(async () => {
    worker?.signal('SIGKILL');
    await host?.app.close();
  });

  it('is not held up by a computation that never ends', async () => {
    const { id } = await host.jobs.enqueue('test.misbehave', { does: 'spin' });
    expect(await ended(host.jobs, id)).toMatchObject({ status: 'FAILED', errorCode: 'TIMED_OUT' });
  });
});
