import { JobSchedulesService } from 'learning-engine/jobs';
import { Client } from 'pg';
import { CountJob } from '../support/engine/count-job.js';
import { type JobHost, openJobs } from '../support/engine/open-jobs.js';
import { useTestDatabase } from '../support/database/test-database.js';

describe('the jobs of a schedule', () => {
  const database = useTestDatabase();
  let host: JobHost;
  // Before there are connections.
  const sent = jest.spyOn(Client.prototype, 'query');
  beforeAll(async () => {
    host = await openJobs(database.url, [CountJob], { concurrency: 0 });
    const schedules = host.app.get(JobSchedulesService, { strict: false });
    const yearly = { kind: 'test.count', args: { chunks: 1 }, cron: '0 0 1 1 *', timeZone: 'UTC' };
    for (const id of ['wanted', 'other']) await schedules.set(id, yearly, { reason: 'a test' });
    await host.dataSource.query(`
      INSERT INTO job_runs (id, tenant, kind, args, schedule_id, scheduled_for)
      SELECT gen_random_uuid(), 'default', 'test.count', '{}', CASE WHEN n % 2 = 0 THEN 'wanted' ELSE 'other' END,
        now() - n * interval '1 minute' FROM generate_series(1, 2000) AS n`);
    await host.dataSource.query('ANALYZE job_runs');
  });
  afterAll(async () => {
    sent.mockRestore();
    await host?.app.close();
  });

  it('are found in their order by an index', async () => {
    sent.mockClear();
    expect((await host.jobs.listJobs({ scheduleId: 'wanted' }, { limit: 20 })).jobs).toHaveLength(20);
    const texts = sent.mock.calls.map(([text]: unknown[]) => String(text));
    const question = texts.find((text) => /FROM job_runs WHERE .*schedule_id/.test(text))!;
    const rows = await host.dataSource.query<object[]>(`EXPLAIN ${question}`, ['default', 'wanted', 21]);
    expect(JSON.stringify(rows)).toContain('ix_job_runs_schedule');
    expect(JSON.stringify(rows)).not.toContain('Sort');
  });
});
