import { INTO_EVENTS } from '../events/events.statements.js';
import { HELD_COLUMNS, JOB_COLUMNS } from './job-run.js';

const now = 'statement_timestamp()';
const lease = (seconds: string) => `${now} + ${seconds} * interval '1 second'`;

/** The same update, which tells the feed of the end of the job. */
const ending = (update: string): string => `
  WITH ended AS (${update} RETURNING ${JOB_COLUMNS}), told AS (
    ${INTO_EVENTS} SELECT 'job.ended', id::text, jsonb_build_object('kind', kind, 'status', status) FROM ended)
  SELECT * FROM ended`;

/** $1 id, $2 tenant, $3 kind, $4 arguments, $5 user, $6 reason */
export const ADD_JOB = `
  INSERT INTO job_runs (id, tenant, kind, args, created_by_user_id, reason) VALUES ($1, $2, $3, $4, $5, $6)
  RETURNING ${JOB_COLUMNS}`;

/** $1 id, $2 tenant */
export const READ_JOB = `SELECT ${JOB_COLUMNS} FROM job_runs WHERE id = $1 AND tenant = $2`;

/** $1 id, $2 tenant. No row when the job has ended, or is not there. */
export const CANCEL_JOB = ending(`
  UPDATE job_runs SET status = 'CANCELLED', fence = fence + 1, ended_at = ${now}, lease_expires_at = NULL, cursor = NULL
  WHERE id = $1 AND tenant = $2 AND status IN ('QUEUED', 'RUNNING')`);

/** $1 id, $2 tenant, $3 lease in seconds, $4 kinds. No row when another worker holds the job, or it has ended. */
export const CLAIM_JOB = `
  UPDATE job_runs SET status = 'RUNNING', fence = fence + 1, attempts = attempts + 1,
    started_at = coalesce(started_at, ${now}), lease_expires_at = ${lease('$3')}
  WHERE id = $1 AND tenant = $2 AND kind = ANY ($4) AND (status = 'QUEUED' OR (status = 'RUNNING' AND lease_expires_at < ${now}))
  RETURNING ${HELD_COLUMNS}`;

/** $1 id, $2 tenant. A row when the job is QUEUED: it stays so until this transaction has ended. */
export const KEEP_WAITING = `
  SELECT id FROM job_runs WHERE id = $1 AND tenant = $2 AND status = 'QUEUED' FOR UPDATE`;

/** $1 id, $2 fence. Everything that a worker writes has this condition. */
const HELD = `WHERE id = $1 AND fence = $2 AND status = 'RUNNING'`;

/** $1 id, $2 fence, $3 lease in seconds */
export const KEEP_JOB = `UPDATE job_runs SET lease_expires_at = ${lease('$3')} ${HELD} RETURNING id`;

/** $1 id, $2 fence */
export const READ_HELD_JOB = `SELECT ${HELD_COLUMNS} FROM job_runs ${HELD}`;

/** $1 id, $2 fence, $3 total, $4 cursor */
export const PLAN_JOB = `UPDATE job_runs SET progress_total = $3, cursor = $4 ${HELD} RETURNING id`;

/** $1 id, $2 fence. No other transaction takes, ends or cancels the job before this one has ended. */
export const HOLD_JOB = `SELECT id FROM job_runs ${HELD} FOR UPDATE`;

/** $1 id, $2 fence, $3 units done, $4 cursor */
export const ADVANCE_JOB = `
  WITH advanced AS (
    UPDATE job_runs SET progress_done = progress_done + $3, cursor = $4, attempts = 1 ${HELD}
    RETURNING id, kind, progress_done, progress_total
  ), told AS (
    ${INTO_EVENTS} SELECT 'job.progressed', id::text,
      jsonb_build_object('kind', kind, 'done', progress_done, 'total', progress_total) FROM advanced)
  SELECT id FROM advanced`;

const END = `ended_at = ${now}, lease_expires_at = NULL, cursor = NULL`;

/** $1 id, $2 fence, $3 units done, $4 result */
export const FINISH_JOB = ending(`
  UPDATE job_runs SET status = 'SUCCESS', progress_done = progress_done + $3, result = $4, ${END} ${HELD}`);

/** $1 id, $2 fence, $3 code, $4 message */
export const FAIL_JOB = ending(`
  UPDATE job_runs SET status = 'FAILED', error_code = $3, error_message = $4, ${END} ${HELD}`);

/** $1 id, $2 fence, $3 attempts at the next chunk */
export const RELEASE_JOB = `
  UPDATE job_runs SET status = 'QUEUED', lease_expires_at = NULL, attempts = $3 ${HELD} RETURNING id`;

/** $1 tenant, $2 queue. Whether there are jobs whose workers gave no sign of life, and messages that were fetched and not removed in time. */
export const anythingLost = (messages: string): string => `
  SELECT EXISTS (SELECT FROM job_runs WHERE tenant = $1 AND status = 'RUNNING' AND lease_expires_at < ${now}) AS jobs,
    EXISTS (SELECT FROM ${messages} WHERE name = $2 AND state = 'active' AND started_on + expire_in < ${now}) AS messages`;

/** $1 tenant, $2 most rows: jobs whose workers gave no sign of life. */
export const REQUEUE_LOST_JOBS = `
  UPDATE job_runs SET status = 'QUEUED', lease_expires_at = NULL
  WHERE id = ANY (ARRAY(
    SELECT id FROM job_runs WHERE tenant = $1 AND status = 'RUNNING' AND lease_expires_at < ${now}
    ORDER BY lease_expires_at LIMIT $2 FOR UPDATE SKIP LOCKED))
  RETURNING id`;

/** Jobs that wait without a message in the queue: no worker would take them. $1 tenant, $2 queue, $3 most rows. */
export const jobsWithoutMessage = (messages: string): string => `
  SELECT id FROM job_runs WHERE tenant = $1 AND status = 'QUEUED'
    AND NOT EXISTS (SELECT FROM ${messages} AS message
      WHERE message.name = $2 AND message.id = job_runs.id AND message.state < 'completed')
  ORDER BY id LIMIT $3`;
