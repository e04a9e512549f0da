import { ImportsService } from 'learning-engine/learners';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { startScript } from '../support/engine/engine-script.js';
import { importedRows } from '../support/engine/imported-rows.js';
import { ended } from '../support/engine/open-jobs.js';
import { type BuilderHost, newLearner, openBuilder } from '../support/engine/open-learners.js';

const PART = 1000;

describe('an import whose worker is killed', () => {
  const database = useTestDatabase();
  let host: BuilderHost;
  beforeAll(async () => {
    host = await openBuilder(database.url, { concurrency: 0 });
  });
  afterAll(() => host?.app.close());

  it('goes on by another worker, and counts each line once', async () => {
    const imports = host.app.get(ImportsService, { strict: false });
    const last = await newLearner(host.dataSource);
    await host.answers.record(last, [answer('e1')]);
    const rows = Array.from({ length: 3 * PART }, (_, index) => ({
      learner: index < 2 * PART ? `pupil ${index % 50}` : last,
      answer: answer(`line-${index}`),
    }));
    const { id } = await imports.begin('killed');
    await imports.take(id, importedRows(rows), 0);
    // The last part waits for its learner.
    const runner = host.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SET LOCAL idle_in_transaction_session_timeout = 0'); // on a busy machine it is held for long
    await runner.query('SELECT FROM learners WHERE id = $1 FOR UPDATE', [last]);
    const { id: jobId } = await imports.end(id);
    const worker = () => startScript('build-projections', database.url);
    const first = worker();
    while ((await host.jobs.getJob(jobId)).progressDone < 2 * PART) await sleep(20);
    first.signal('SIGKILL');
    await first.end();
    await runner.rollbackTransaction();
    await runner.release();
    const second = worker();
    const job = await ended(host.jobs, jobId);
    second.signal('SIGKILL');
    await second.end();

    expect(job).toMatchObject({ status: 'SUCCESS', result: { recorded: 3 * PART, duplicate: 0 } });
    expect(job.progressDone).toBe(3 * PART);
    const [{ count }] = await host.dataSource.query<[{ count: number }]>(
      'SELECT count(*)::int AS count FROM learner_answers',
    );
    expect(count).toBe(3 * PART + 1);
  });
});
