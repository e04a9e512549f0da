import { INTO_EVENTS } from '../events/events.statements.js';

/** What a text of the database must be to stand in an event: anything could be written past the engine. */
const id = (column: string) => `CASE WHEN ${column} ~ '^[A-Za-z0-9._:~-]{1,200}$' THEN ${column} END`;

const instant = (value: string) => `to_char((${value}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Makes events of the notes of failed runs, one for each version and error code, and removes the notes: in one statement, so that a run
 * is told of once, whatever is killed. Notes that another process has in hand are skipped. Nothing until the first note is as old as $2.
 * $1 how many notes, $2 seconds
 */
export const TELL_FAILURES = `
  WITH told AS (
    DELETE FROM run_failures WHERE id = ANY (ARRAY(
      SELECT id FROM run_failures
      WHERE (SELECT failed_at FROM run_failures ORDER BY id LIMIT 1) <= statement_timestamp() - $2::float8 * interval '1 second'
      ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED))
    RETURNING algo_version_id, error_code, started_at
  ), counted AS (
    SELECT algo_version_id, ${id('error_code')} AS code, count(*) AS runs, min(started_at) AS first, max(started_at) AS last
    FROM told GROUP BY algo_version_id, code
  ), events AS (
    ${INTO_EVENTS}
    SELECT 'runs.failed', coalesce(version.algo_key, counted.algo_version_id::text), jsonb_build_object(
      'algo_version_id', counted.algo_version_id, 'version', ${id('version.version')}, 'error_code', code, 'runs', runs,
      'started_from', ${instant('first')}, 'started_to', ${instant("last + interval '1 millisecond'")})
    FROM counted LEFT JOIN algo_versions AS version ON version.id = counted.algo_version_id
    ORDER BY counted.algo_version_id, code
  )
  SELECT count(*)::int AS told FROM told`;
