import {
  CatchUp,
  InvalidJobArgsError,
  JobKindNotRegisteredError,
  JobScheduleChangedError,
  JobScheduleNotFoundError,
  JobSchedulesService,
} from 'learning-engine/jobs';
import { DoctorService, InvalidArgumentError } from 'learning-engine';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { CountJob, makeCounts } from '../support/engine/count-job.js';
import { drained, type JobHost, openJobs } from '../support/engine/open-jobs.js';

const DAY_MS = 86_400_000;
const quick = { pollMs: 20, sweepSeconds: 0.1 };
const yearly = { kind: 'test.count', args: { chunks: 1 }, cron: '0 5 1 1 *', timeZone: 'Europe/Berlin' };

/** Of the first of January at five, in Berlin, of years in which nothing is tested. */
const LONG_AGO = '2019-01-01T04:00:00.000Z';

describe('schedules of jobs', () => {
  const database = useTestDatabase();
  let host: JobHost;
  let schedules: JobSchedulesService;
  beforeAll(async () => {
    host = await openJobs(database.url, [CountJob], { ...quick, concurrency: 0 });
    schedules = host.app.get(JobSchedulesService, { strict: false });
    await makeCounts(host.dataSource);
  });
  afterAll(() => host?.app.close());

  const set = async (id: string, given: object = {}, options = {}) =>
    (await schedules.set(id, { ...yearly, ...given }, options)).schedule;
  const dueSince = (id: string, instant: string) =>
    host.dataSource.query('UPDATE job_schedules SET next_at = $2 WHERE id = $1', [id, instant]);
  const jobsOf = async (scheduleId: string) => (await host.jobs.listJobs({ scheduleId })).jobs;
  /** Follows schedules until the one has nothing that is due, and does their jobs. */
  async function followed(id: string): Promise<void> {
    const worker = await openJobs(database.url, [CountJob], { ...quick, concurrency: 1 });
    try {
      while ((await schedules.get(id)).nextAt! < new Date()) await sleep(20);
      await drained(worker.jobs);
    } finally {
      await worker.app.close();
    }
  }

  it('are set, read, listed and changed, and who did it stays', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const created = await schedules.set('a-check', yearly, { changedByUserId: one, reason: 'As agreed' });
    expect(created).toMatchObject({
      isNew: true,
      schedule: { ...yearly, id: 'a-check', revision: 1, enabled: true, catchUp: 'once', changedByUserId: one },
    });
    expect(created.schedule.nextAt).toEqual(expect.any(Date));
    expect(await schedules.get('a-check')).toEqual(created.schedule);

    const again = await schedules.set('a-check', { ...yearly, catchUp: CatchUp.once }, { changedByUserId: other });
    expect(again).toEqual({ isNew: false, schedule: created.schedule });

    const changed = await set('a-check', { cron: '0 6 1 1 *' }, { changedByUserId: other, expectedRevision: 1 });
    expect(changed).toMatchObject({ revision: 2, changedByUserId: other, reason: null });
    expect(changed.nextAt!.getTime()).toBe(created.schedule.nextAt!.getTime() + 3_600_000);
    const disabled = await set('a-check', { cron: '0 6 1 1 *', enabled: false }, { reason: 'Holidays' });
    expect(disabled).toMatchObject({ revision: 3, enabled: false, nextAt: null });

    const { changes, nextAfter } = await schedules.getChanges('a-check', { limit: 2 });
    expect(changes).toMatchObject([
      { revision: 3, enabled: false, reason: 'Holidays', changedByUserId: null },
      { revision: 2, cron: '0 6 1 1 *', changedByUserId: other },
    ]);
    expect((await schedules.getChanges('a-check', { after: nextAfter! })).changes).toMatchObject([
      { revision: 1, cron: '0 5 1 1 *', changedByUserId: one, reason: 'As agreed' },
    ]);
    await set('b-check');
    const page = await schedules.list({ limit: 1 });
    expect(page).toEqual({ schedules: [disabled], nextAfter: 'a-check' });
    expect((await schedules.list({ after: 'a-check' })).schedules[0]).toMatchObject({ id: 'b-check' });
  });

  it('reject another revision than the one that was seen', async () => {
    await set('seen');
    const changed = (given: object, revision: number) => set('seen', given, { expectedRevision: revision });
    await expect(changed({ cron: '0 7 1 1 *' }, 2)).rejects.toThrow(JobScheduleChangedError);
    await expect(set('unseen', {}, { expectedRevision: 1 })).rejects.toMatchObject({ revision: null });
    expect((await changed({ cron: '0 7 1 1 *' }, 1)).revision).toBe(2);
    await expect(schedules.get('unseen')).rejects.toThrow(JobScheduleNotFoundError);
    await expect(schedules.getChanges('unseen')).rejects.toThrow(JobScheduleNotFoundError);
    await expect(schedules.get('Not an id')).rejects.toThrow(JobScheduleNotFoundError);
  });

  it('are created once by callers who do so at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, () => schedules.set('at-once', yearly)));
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(new Set(made.map(({ schedule }) => schedule.revision))).toEqual(new Set([1]));
  });

  it.each([
    [{ cron: '0 0 31 2 *' }, InvalidArgumentError, { argument: 'cron' }],
    [{ cron: '0 25 * * *' }, InvalidArgumentError, { argument: 'cron' }],
    [{ cron: undefined }, InvalidArgumentError, { argument: 'cron' }],
    [{ timeZone: 'Europe/Bonn' }, InvalidArgumentError, { argument: 'timeZone' }],
    [{ enabled: 'yes' }, InvalidArgumentError, { argument: 'enabled' }],
    [{ catchUp: 'all' }, InvalidArgumentError, { argument: 'catchUp' }],
    [{ kind: 'none.such' }, JobKindNotRegisteredError, { kind: 'none.such' }],
    [{ args: {} }, InvalidJobArgsError, { problems: [expect.objectContaining({ pointer: '/chunks' })] }],
    [
      { kind: 'runs.retention', args: { older_than_days: 1 } },
      InvalidJobArgsError,
      { problems: [expect.objectContaining({ pointer: '/older_than_days' })] },
    ],
    [{ kind: 'runs.retention', args: { older_than_days: 60 } }, InvalidArgumentError, { argument: 'reason' }],
  ])('reject %j, and nothing is written', async (given, type, named) => {
    const attempt = set('wrong', given);
    await expect(attempt).rejects.toThrow(type);
    await expect(attempt).rejects.toMatchObject(named);
    await expect(set('Wrong id')).rejects.toMatchObject({ argument: 'scheduleId' });
    await expect(schedules.get('wrong')).rejects.toThrow(JobScheduleNotFoundError);
  });

  it('have one job for each occurrence, which says of which one it is', async () => {
    const by = randomUUID();
    const { nextAt } = await set('followed', {}, { changedByUserId: by, reason: 'Each year' });
    await dueSince('followed', LONG_AGO);
    await followed('followed');

    const [job, ...more] = await jobsOf('followed');
    expect(more).toEqual([]);
    expect(job).toMatchObject({
      ...{ kind: 'test.count', args: { chunks: 1 }, status: 'SUCCESS', createdByUserId: by, reason: 'Each year' },
      ...{ scheduleId: 'followed', scheduledFor: new Date(LONG_AGO) },
    });
    expect((await schedules.get('followed')).nextAt).toEqual(nextAt);

    // An occurrence that has its job gets no other one, whatever is written.
    await dueSince('followed', LONG_AGO);
    await followed('followed');
    expect(await jobsOf('followed')).toHaveLength(1);
  });

  it('make up for missed occurrences once, or not at all', async () => {
    await set('made-up');
    await set('not-made-up', { catchUp: 'none' });
    for (const id of ['made-up', 'not-made-up']) await dueSince(id, LONG_AGO);
    await followed('made-up');
    await followed('not-made-up');
    expect(await jobsOf('made-up')).toHaveLength(1);
    expect(await jobsOf('not-made-up')).toEqual([]);
  });

  it('keep an occurrence that is due when they are set, as it was to be, and lose it when they are disabled', async () => {
    await set('set-anew', {}, { reason: 'Before' });
    await dueSince('set-anew', LONG_AGO);
    const changed = await set('set-anew', { args: { chunks: 2 }, cron: '0 8 1 1 *' }, { reason: 'After' });
    // What the new times have had before is not made up for.
    expect(changed.nextAt!.getTime()).toBeGreaterThan(changed.changedAt.getTime());
    const queued = [{ args: { chunks: 1 }, reason: 'Before', scheduledFor: new Date(LONG_AGO) }];
    expect(await jobsOf('set-anew')).toMatchObject(queued);
    await followed('set-anew');
    expect(await jobsOf('set-anew')).toMatchObject([{ ...queued[0], status: 'SUCCESS' }]);

    await dueSince('set-anew', '2020-01-01T04:00:00Z');
    await set('set-anew', { enabled: false });
    expect(await jobsOf('set-anew')).toHaveLength(1);
    expect((await set('set-anew')).nextAt!.getTime()).toBeGreaterThan(Date.now() - DAY_MS);
  });

  it('that cannot be followed hold up no other one', async () => {
    await set('broken');
    await set('sound');
    await host.dataSource.query(
      "UPDATE job_schedules SET time_zone = 'Mars/Phobos', revision = 2, next_at = $1 WHERE id = 'broken'",
      [LONG_AGO],
    );
    await dueSince('sound', '2020-01-01T04:00:00Z');
    await followed('sound');
    expect(await jobsOf('sound')).toHaveLength(1);
    expect(await jobsOf('broken')).toEqual([]);
    expect((await schedules.get('broken')).nextAt).toEqual(new Date(LONG_AGO));
    expect((await set('broken')).nextAt!.getTime()).toBeGreaterThan(Date.now() - DAY_MS);
  });

  it('of a kind that the app does not have are found by the doctor', async () => {
    const doctor = host.app.get(DoctorService, { strict: false });
    await set('known');
    const found = async () => (await doctor.diagnose()).filter(({ code }) => code === 'UNKNOWN_SCHEDULE_KINDS');
    expect(await found()).toEqual([]);
    const ofKind = (kind: string) =>
      host.dataSource.query("UPDATE job_schedules SET kind = $1, revision = revision + 1 WHERE id = 'known'", [kind]);
    await ofKind('none.such');
    expect(await found()).toEqual([
      expect.objectContaining({ message: expect.stringContaining('none.such') as string }),
    ]);
    await ofKind('test.count');
    expect(await found()).toEqual([]);
  });

  it.each([
    ['a change without its revision', "UPDATE job_schedules SET cron = '0 9 1 1 *' WHERE id = 'kept'"],
    ['a revision without its change', "UPDATE job_schedules SET revision = 2 WHERE id = 'kept'"],
    ['another id', "UPDATE job_schedules SET id = 'other' WHERE id = 'kept'"],
    ['a deletion', "DELETE FROM job_schedules WHERE id = 'kept'"],
    ['another history', "UPDATE job_schedule_changes SET reason = 'no' WHERE schedule_id = 'kept'"],
    ['a deleted history', 'DELETE FROM job_schedule_changes'],
    ['no history', 'TRUNCATE job_schedule_changes'],
  ])('are guarded by the database: %s', async (_what, statement) => {
    await set('kept');
    await expect(host.dataSource.query(statement)).rejects.toMatchObject({ code: '23000' });
  });
});
