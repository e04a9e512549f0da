import { type PreparedStatement } from '../database/connections/query-prepared.js';
import { END_COLUMNS, RUN_COLUMNS, START_COLUMNS } from './run.table.js';

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

const START_NAMES = START_COLUMNS.map(({ column }) => column).join(', ');
const LEASE = `$${START_COLUMNS.length + 1}`;

const startFrom = (source: string) => `
  INSERT INTO algo_runs (${START_NAMES}, lease_expires_at, status)
  ${source}
  ON CONFLICT ON CONSTRAINT pk_algo_runs DO NOTHING
  RETURNING ${RUN_COLUMNS}`;

const ONE_START = `${START_COLUMNS.map(({ type }, index) => `$${index + 1}::${type}`).join(', ')}, ${lease(LEASE)}, 'RUNNING'`;

/**
 * The values of START_COLUMNS, then the lease in seconds. No row when the id is taken, as it is when the same statement is
 * repeated after its answer was lost.
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
      SELECT ${START_NAMES}, ${lease('lease')}, 'RUNNING'
      FROM unnest(${START_COLUMNS.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ')}, ${LEASE}::float8[])
        AS run (${START_NAMES}, lease)`),
  },
};

/**
 * The clock may step back, a duration must not be negative.
 *
 * @param values SQL: the id, then the values of END_COLUMNS
 */
const finishWith = ([id, ...values]: string[], source = '') => `
  UPDATE algo_runs
  SET ${END_COLUMNS.map(({ column }, index) => `${column} = ${values[index]}`).join(', ')},
      completed_at = greatest(clock_timestamp(), started_at)
  ${source}
  WHERE id = ${id} AND status = 'RUNNING'
  RETURNING ${RUN_COLUMNS}, ${ENDED}`;

const END_TYPES = ['uuid', ...END_COLUMNS.map(({ type }) => type)];
const ONE_END = END_TYPES.map((type, index) => `$${index + 1}::${type}`);
const ENDS = ['ended_id', ...END_COLUMNS.map(({ column }) => `ended_${column}`)];

/**
 * $1 id, then the values of END_COLUMNS. The condition on the status makes the end write-once: of any number of concurrent calls
 * one finds the row.
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
      ENDS,
      `FROM unnest(${END_TYPES.map((type, index) => `$${index + 1}::${type}[]`).join(', ')}) AS ended (${ENDS.join(', ')})`,
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
  RETURNING id, status, error_code AS "errorCode", trigger, purpose, ${ENDED}`;
