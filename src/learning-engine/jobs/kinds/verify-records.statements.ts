export const COUNT_SETS = 'SELECT count(*)::int AS count FROM algo_params';

/** $1 id, $2 most rows */
export const SETS_AFTER =
  'SELECT id, params_json::text AS text, checksum FROM algo_params WHERE id > $1 ORDER BY id LIMIT $2';

/** No row when there are no runs. */
export const SPAN_OF_RUNS = `
  SELECT (SELECT id FROM algo_runs ORDER BY id LIMIT 1) AS first, (SELECT id FROM algo_runs ORDER BY id DESC LIMIT 1) AS last
  WHERE EXISTS (SELECT FROM algo_runs)`;

/**
 * $1 id. The first run from there on that was computed here and recorded with all of its input, of the next 100: a long
 * part of the record without one is not walked through.
 */
export const RUN_FROM = `
  SELECT run.id, version.algo_key AS key, version.version, run.runtime, set.params_json::text AS params,
    run.input_summary_json::text AS input, run.output_summary_json::text AS output
  FROM (SELECT * FROM algo_runs WHERE id >= $1 ORDER BY id LIMIT 100) AS run
  JOIN algo_versions AS version ON version.id = run.algo_version_id
  JOIN algo_params AS set ON set.id = run.params_id
  WHERE run.status = 'SUCCESS' AND run.runtime IS NOT NULL AND NOT run.input_summary_json ? 'digest'
  ORDER BY run.id LIMIT 1`;
