import { type StoredRun } from './verify-runs.compute.js';

/** Where a run stands among all, in the order in which they started. To the microsecond: through a Date, some would be skipped. */
export type Place = { started_at: string; id: string };

export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;
const instant = (value: string) => `to_char(${value} AT TIME ZONE 'UTC', ${INSTANT})`;
const place = `json_build_object('started_at', ${instant('started_at')}, 'id', id)`;

/** $1 how many days ago, null for no bound; $2 and $3 instants that were given, or null. */
export const WINDOW = `
  SELECT ${instant(`coalesce($2::timestamptz, statement_timestamp() - $1 * interval '1 day', '1970-01-01Z')`)} AS since,
    ${instant('coalesce($3::timestamptz, statement_timestamp())')} AS until`;

/** $1 id. The window in which this run started. */
export const WINDOW_OF_RUN = `
  SELECT ${instant('started_at')} AS since, ${instant(`(started_at + interval '1 microsecond')`)} AS until
  FROM algo_runs WHERE id = $1`;

/** $1 key, $2 version; null for any. */
export const VERSIONS = `
  SELECT id FROM algo_versions WHERE ($1::text IS NULL OR algo_key = $1) AND ($2::text IS NULL OR version = $2)`;

/** $1 and $2 place after which to look, $3 the end of the window, $4 at how many runs. */
const NEXT_RUNS = `
  SELECT id, started_at, algo_version_id FROM algo_runs
  WHERE (started_at, id) > ($1::timestamptz, $2::uuid) AND started_at < $3::timestamptz
  ORDER BY started_at, id LIMIT $4`;

/** $5 versions, $6 seed. */
const OF_VERSIONS = 'algo_version_id = ANY ($5::uuid[])';
const HASH = `sha256(convert_to($6::text || ' ' || id, 'UTF8'))`;

const LAST = `(SELECT ${place} FROM next ORDER BY started_at DESC, id DESC LIMIT 1) AS last,
  (SELECT count(*)::int FROM next) AS seen`;

/** $7 below which hash, in hexadecimal digits, null for all; $8 how many are drawn. The smallest hashes of the next runs. */
export const DRAW_RUNS = `
  WITH next AS MATERIALIZED (${NEXT_RUNS}),
  hashed AS MATERIALIZED (SELECT ${HASH} AS hash FROM next WHERE ${OF_VERSIONS})
  SELECT ARRAY(SELECT encode(hash, 'hex') FROM hashed WHERE $7::text IS NULL OR hash < decode($7, 'hex') ORDER BY hash LIMIT $8) AS hashes,
    (SELECT count(*)::int FROM hashed) AS runs, ${LAST}`;

/** $7 up to which hash, null for all; $8 how many at most. The ids of the next runs that were drawn, in their order. */
export const DRAWN_RUNS = `
  WITH next AS MATERIALIZED (${NEXT_RUNS}),
  drawn AS MATERIALIZED (
    SELECT id, started_at FROM next WHERE ${OF_VERSIONS} AND ($7::text IS NULL OR ${HASH} <= decode($7, 'hex'))
    ORDER BY started_at, id LIMIT $8)
  SELECT ARRAY(SELECT id::text FROM drawn ORDER BY started_at, id) AS ids,
    (SELECT ${place} FROM drawn ORDER BY started_at DESC, id DESC LIMIT 1) AS "lastDrawn", ${LAST}`;

/** How far a statement has looked. */
interface Seen {
  last: Place | null;
  seen: number;
}

export interface Drawn extends Seen {
  hashes: string[];
  runs: number;
}

export interface DrawnRuns extends Seen {
  ids: string[];
  lastDrawn: Place | null;
}

/** A run as the database has it. */
export interface ReadRun extends Omit<StoredRun, 'module' | 'output'> {
  status: 'RUNNING' | 'SUCCESS' | 'FAILED';
  runtime: string | null;
  userId: string | null;
  output: string | null;
}

/** $1 ids. */
export const READ_RUNS = `
  SELECT run.id, version.algo_key AS key, version.version, run.status, run.runtime, run.code_digest AS "codeDigest",
    run.user_id AS "userId", set.params_json::text AS params, run.input_summary_json::text AS input, run.output_summary_json::text AS output
  FROM algo_runs AS run JOIN algo_versions AS version ON version.id = run.algo_version_id JOIN algo_params AS set ON set.id = run.params_id
  WHERE run.id = ANY ($1::uuid[]) ORDER BY run.started_at, run.id`;
