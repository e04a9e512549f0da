import { CHANGE_COLUMNS, SCHEDULE_COLUMNS } from './job-schedule.js';

/** $1 tenant, $2 id */
export const READ_SCHEDULE = `SELECT ${SCHEDULE_COLUMNS} FROM job_schedules WHERE tenant = $1 AND id = $2`;

/** The same, which no other transaction changes before this one has ended. */
export const LOCK_SCHEDULE = `${READ_SCHEDULE} FOR UPDATE`;

/** $1 tenant, $2 after which id, $3 how many */
export const LIST_SCHEDULES = `
  SELECT ${SCHEDULE_COLUMNS} FROM job_schedules WHERE tenant = $1 AND id > $2 ORDER BY id LIMIT $3`;

/** $1 tenant, $2 id, $3 before which revision, $4 how many */
export const LIST_CHANGES = `
  SELECT ${CHANGE_COLUMNS} FROM job_schedule_changes
  WHERE tenant = $1 AND schedule_id = $2 AND revision < $3 ORDER BY revision DESC LIMIT $4`;

export const CLOCK = 'SELECT clock_timestamp() AS now';

/** What a change sets, after tenant and id. */
const VALUES = '$3, $4, $5, $6, $7, $8, $9, $10, $11';

/** $1 tenant, $2 id, $3 kind, $4 arguments, $5 cron, $6 zone, $7 enabled, $8 catch-up, $9 user, $10 reason, $11 next. No row when it is there. */
export const ADD_SCHEDULE = `
  INSERT INTO job_schedules
    (tenant, id, kind, args, cron, time_zone, enabled, catch_up, changed_by_user_id, reason, next_at)
  VALUES ($1, $2, ${VALUES}) ON CONFLICT DO NOTHING RETURNING ${SCHEDULE_COLUMNS}`;

/** As `ADD_SCHEDULE`, of one that is there. */
export const CHANGE_SCHEDULE = `
  UPDATE job_schedules SET
    (kind, args, cron, time_zone, enabled, catch_up, changed_by_user_id, reason, next_at) = (${VALUES}),
    revision = revision + 1, changed_at = clock_timestamp()
  WHERE tenant = $1 AND id = $2 RETURNING ${SCHEDULE_COLUMNS}`;

/** $1 tenant. The clock of the database, where an occurrence is due: as it is for the whole statement, so that the index answers. */
export const ANY_DUE = `
  SELECT statement_timestamp() AS now FROM job_schedules WHERE tenant = $1 AND next_at <= statement_timestamp() LIMIT 1`;

/** $1 tenant, $2 instant, $3 ids to leave out. A schedule with an occurrence that is due, and that no other process holds. */
export const TAKE_DUE = `
  SELECT ${SCHEDULE_COLUMNS} FROM job_schedules WHERE tenant = $1 AND next_at <= $2 AND id <> ALL ($3::text[])
  ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED`;

/** $1 id of the job, $2 tenant, $3 schedule, $4 occurrence. No row where the occurrence has its job. */
export const ADD_OCCURRENCE = `
  INSERT INTO job_runs (id, tenant, kind, args, created_by_user_id, reason, schedule_id, scheduled_for)
  SELECT $1, tenant, kind, args, changed_by_user_id, reason, id, $4 FROM job_schedules WHERE tenant = $2 AND id = $3
  ON CONFLICT (tenant, schedule_id, scheduled_for) DO NOTHING RETURNING id`;

/** $1 tenant, $2 id, $3 next occurrence */
export const SET_NEXT = 'UPDATE job_schedules SET next_at = $3 WHERE tenant = $1 AND id = $2';
