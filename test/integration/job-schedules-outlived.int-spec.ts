import { InvalidArgumentError } from 'learning-engine';
import { type JobContext, JobKind, JobSchedulesService, jobScheduleView } from 'learning-engine/jobs';
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { useTestDatabase } from '../support/database/test-database.js';
import { CountArgs, CountJob } from '../support/engine/count-job.js';
import { type JobHost, openJobs } from '../support/engine/open-jobs.js';

const quick = { pollMs: 20, sweepSeconds: 0.1 };
const yearly = { kind: 'test.count', args: { chunks: 0 }, cron: '0 5 1 1 *', timeZone: 'Europe/Berlin' };
const LONG_AGO = '2019-01-01T04:00:00.000Z';

const told = new EventEmitter();

/** Works until its worker stops in the middle of it. */
@JobKind({ kind: 'test.waiting', description: 'Waits.', args: CountArgs })
class WaitingJob extends CountJob {
  override async work(_cursor: object, _args: object, { signal }: JobContext): Promise<string> {
    told.emit('begun');
    await once(signal, 'abort');
    told.emit('stopped');
    return '';
  }
}

describe('schedules of jobs, and the workers and releases that come and go', () => {
  const database = useTestDatabase();
  let host: JobHost;
  let schedules: JobSchedulesService;
  beforeAll(async () => {
    host = await openJobs(database.url, [CountJob, WaitingJob], { ...quick, concurrency: 0 });
    schedules = host.app.get(JobSchedulesService, { strict: false });
  });
  afterAll(() => host?.app.close());

  const set = async (id: string, given: object = {}, options = {}) =>
    (await schedules.set(id, { ...yearly, ...given }, options)).schedule;

  it.each([
    ['kind', { kind: 'none.such' }],
    ['args', { args: { chunks: -1 } }],
    ['cron', { cron: '0 5 1 1 * 2027' }],
    ['zone', { timeZone: 'Mars/Phobos' }],
  ])('whose %s is not valid any more are shown, and disabled as they are', async (what, stored) => {
    const id = `outlived-${what}`;
    await set(id);
    await host.dataSource.query(
      'UPDATE job_schedules SET kind = $2, args = $3, cron = $4, time_zone = $5, revision = 2 WHERE id = $1',
      [id, ...Object.values({ ...yearly, ...stored })],
    );
    const shown = jobScheduleView(await schedules.get(id));
    expect(shown.next).toHaveLength(what === 'cron' || what === 'zone' ? 0 : 5);

    const context = { expectedRevision: 2, reason: 'It is gone' };
    const attempts = [{ ...stored }, { ...stored, enabled: false, kind: 'none.other' }];
    for (const given of attempts)
      await expect(set(id, given, context)).rejects.toMatchObject({ code: expect.any(String) as string });
    await expect(set(id, { ...stored, enabled: false, catchUp: 'all' })).rejects.toThrow(InvalidArgumentError);
    await expect(set(id, { ...stored, enabled: false }, { changedByUserId: 'x' })).rejects.toThrow(
      InvalidArgumentError,
    );
    const disabled = await set(id, { ...stored, enabled: false }, context);
    expect(disabled).toMatchObject({ ...yearly, ...stored, enabled: false, nextAt: null, revision: 3 });
    await expect(set(id, stored)).rejects.toMatchObject({ code: expect.any(String) as string });
  });

  it('are disabled for a reason where their kind needs one', async () => {
    const retention = { kind: 'runs.retention', args: { older_than_days: 60 } };
    await set('destructive', retention, { reason: 'The rules' });
    const disable = (options: object) => set('destructive', { ...retention, enabled: false }, options);
    await expect(disable({})).rejects.toMatchObject({ argument: 'reason' });
    expect(await disable({ reason: 'Other rules' })).toMatchObject({ enabled: false });
  });

  it('are looked for by their index', async () => {
    const sent = jest.spyOn(Client.prototype, 'query');
    await set('indexed');
    const { dataSource } = host;
    await dataSource.query(`
      INSERT INTO job_schedules (tenant, id, kind, args, cron, time_zone, next_at)
      SELECT tenant, 'indexed-' || n, kind, args, cron, time_zone, next_at + n * interval '1 minute'
      FROM job_schedules, generate_series(1, 1000) AS n WHERE id = 'indexed'`);
    await dataSource.query('ANALYZE job_schedules');
    await dataSource.query("UPDATE job_schedules SET next_at = $1 WHERE id = 'indexed'", [LONG_AGO]);
    const worker = await openJobs(database.url, [CountJob], { ...quick, concurrency: 1 });
    while ((await schedules.get('indexed')).nextAt! < new Date()) await sleep(20);
    await worker.app.close();
    const texts = sent.mock.calls.map(([text]: unknown[]) => String(text));
    sent.mockRestore();
    const question = texts.find((text) =>
      /FROM job_schedules WHERE tenant = \$1 AND next_at <=[^$]*LIMIT 1$/.test(text),
    )!;
    const plan = await dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL enable_seqscan = off');
      return manager.query<object[]>(`EXPLAIN ${question}`, ['default']);
    });
    expect(JSON.stringify(plan)).toMatch(/Index Cond: [^"]*next_at <= /);
  });

  it('are left to other workers by one that is asked to stop', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `backlog-${n}`);
    for (const id of ids) await set(id);
    const worker = await openJobs(database.url, [CountJob, WaitingJob], { ...quick, concurrency: 1, stopMs: 20 });
    const hasBegun = once(told, 'begun');
    await worker.jobs.enqueue('test.waiting', { chunks: 1 });
    await hasBegun;
    const lock = host.dataSource.createQueryRunner();
    await lock.startTransaction();
    await lock.query('LOCK TABLE job_runs IN SHARE MODE');
    await host.dataSource.query("UPDATE job_schedules SET next_at = $1 WHERE id LIKE 'backlog-%'", [LONG_AGO]);
    const inserts = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
      AND query LIKE '%INSERT INTO job_runs%'`;
    while ((await host.dataSource.query<object[]>(inserts)).length === 0) await sleep(10);
    const hasStopped = once(told, 'stopped');
    const closing = worker.app.close();
    await hasStopped;
    await lock.rollbackTransaction();
    await lock.release();
    await closing;

    const due = await Promise.all(ids.map(async (id) => (await schedules.get(id)).nextAt! < new Date()));
    expect(due.filter(Boolean).length).toBeGreaterThan(0);
    for (const id of ids) await set(id, { enabled: false });
    for (const { id } of (await host.jobs.listJobs({ status: 'QUEUED' })).jobs) await host.jobs.cancelJob(id);
  });

  it('are looked for at least every 5 minutes, so that no occurrence is missed', async () => {
    await expect(openJobs(database.url, [], { sweepSeconds: 301 })).rejects.toThrow(
      'jobs.sweepSeconds must be at most 300',
    );
  });
});
