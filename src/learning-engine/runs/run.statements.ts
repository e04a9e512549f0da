import { type PreparedStatement } from '../database/connections/query-prepared.js';

/** Columns of algo_runs under the names of the entity's properties. */
export const RUN_COLUMNS = `id, algo_version_id AS "algoVersionId", params_id AS "paramsId", user_id AS "userId",
  session_id AS "sessionId", trigger, version_named AS "versionNamed", runtime, status, started_at AS "startedAt", completed_at AS "completedAt",
  input_summary_json AS "inputSummaryJson", output_summary_json AS "outputSummaryJson",
  error_message AS "errorMessage", error_code AS "errorCode", lease_expires_at AS "leaseExpiresAt"`;

/** What is published of a run that ended, beside its own columns. */
const ENDED = `(SELECT algo_key FROM algo_versions v WHERE v.id = algo_version_id) AS "algoKey",
  (SELECT version FROM algo_versions v WHERE v.id = algo_version_id) AS version,
  (extract(epoch FROM completed_at - started_at) * 1000)::float8 AS "durationMs"`;

const lease = (seconds: string) => `clock_timestamp() + ${seconds} * interval '1 second'`;

/**
 * A source of one row that sets the longest wait for a lock in the statement that it is in. Statements that go one by one
 * must not hold the few connections for as long as `lock_timeout`: others wait 2 s for one, and then fail.
 */
const waitingAtMost = (limit: string) => `set_config('lock_timeout', '${limit}', true) AS lock_limit`;

/** How one run is written, and how many are at once: with the values of each column as an array. */
export interface RunWrite {
  one: PreparedStatement;
  many: PreparedStatement;
  /** As `one`, for a run that may have held up others: it hardly waits for a lock. */
  suspect: PreparedStatement;
}

const startFrom = (source: string) => `
  INSERT INTO algo_runs (id, algo_version_id, params_id, user_id, session_id, trigger, version_named, runtime,
    input_summary_json, lease_expires_at, status)
  ${source}
  ON CONFLICT ON CONSTRAINT pk_algo_runs DO NOTHING
  RETURNING ${RUN_COLUMNS}`;

const ONE_START = `$1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::uuid, $6, $7::boolean, $8, $9::jsonb, ${lease('$10')}, 'RUNNING'`;

/**
 * $1 id, $2 version, $3 params, $4 user, $5 session, $6 trigger, $7 version named, $8 runtime, $9 input summary, $10 lease in seconds. No row
 * when the id is taken, as it is when the same statement is repeated after its answer was lost.
 */
export const START_RUN: RunWrite = {
  one: {
    name: 'start_run',
    text: startFrom(`VALUES (${ONE_START})`),
  },
  suspect: {
    name: 'start_suspect_run',
    text: startFrom(`SELECT ${ONE_START} FROM ${waitingAtMost('10ms')}`),
  },
  many: {
    name: 'start_runs',
    text: startFrom(`
      SELECT id, version_id, params_id, user_id, session_id, trigger, version_named, runtime, input, ${lease('lease')}, 'RUNNING'
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::varchar[], $7::boolean[], $8::varchar[],
        $9::jsonb[], $10::float8[])
        AS run (id, version_id, params_id, user_id, session_id, trigger, version_named, runtime, input, lease)`),
  },
};

/** The clock may step back, a duration must not be negative. */
const finishWith = (run: Record<'id' | 'status' | 'output' | 'error' | 'code', string>, source = '') => `
  UPDATE algo_runs
  SET status = ${run.status}, output_summary_json = ${run.output}, error_message = ${run.error}, error_code = ${run.code},
      completed_at = greatest(clock_timestamp(), started_at)
  ${source}
  WHERE id = ${run.id} AND status = 'RUNNING'
  RETURNING ${RUN_COLUMNS}, ${ENDED}`;

const ONE_END = { id: '$1', status: '$2', output: '$3', error: '$4', code: '$5' };

/**
 * $1 id, $2 status, $3 output summary, $4 error message, $5 error code. The condition on the status makes the end
 * write-once: of any number of concurrent calls one finds the row.
 */
export const FINISH_RUN: RunWrite = {
  one: {
    name: 'finish_run',
    text: finishWith(ONE_END),
  },
  suspect: {
    name: 'finish_suspect_run',
    text: finishWith(ONE_END, `FROM ${waitingAtMost('10ms')}`),
  },
  many: {
    name: 'finish_runs',
    text: finishWith(
      { id: 'run_id', status: 'ended_as', output: 'output', error: 'error', code: 'code' },
      `FROM unnest($1::uuid[], $2::varchar[], $3::jsonb[], $4::text[], $5::varchar[])
        AS ended (run_id, ended_as, output, error, code)`,
    ),
  },
};

/** $1 id, $2 lease in seconds */
export const EXTEND_LEASE = `
  UPDATE algo_runs SET lease_expires_at = ${lease('$2')} FROM ${waitingAtMost('100ms')}
  WHERE id = $1 AND status = 'RUNNING'
  RETURNING ${RUN_COLUMNS}`;

/** $1 id */
export const READ_RUN = `SELECT ${RUN_COLUMNS} FROM algo_runs WHERE id = $1`;

export const COUNT_STALE_RUNS = `
  SELECT count(*)::int AS count FROM algo_runs WHERE status = 'RUNNING' AND lease_expires_at < clock_timestamp()`;

/**
 * $1 most runs at a time. The condition stands in the UPDATE itself: a run that gave a heartbeat meanwhile is spared. A
 * run that another reaper has in hand is skipped.
 */
export const REAP_RUNS = `
  UPDATE algo_runs
  SET status = 'FAILED', error_code = 'ABANDONED',
      error_message = 'No heartbeat until the lease expired: the process that ran it is gone or stuck.',
      completed_at = greatest(clock_timestamp(), started_at)
  WHERE status = 'RUNNING' AND lease_expires_at < clock_timestamp() AND id = ANY (ARRAY(
    SELECT id FROM algo_runs WHERE status = 'RUNNING' AND lease_expires_at < clock_timestamp()
    ORDER BY lease_expires_at LIMIT $1 FOR UPDATE SKIP LOCKED))
  RETURNING id, status, error_code AS "errorCode", trigger, ${ENDED}`;
