export const COUNT_SETS = 'SELECT count(*)::int AS count FROM algo_params';

/** $1 id, $2 most rows */
export const SETS_AFTER =
  'SELECT id, params_json::text AS text, checksum FROM algo_params WHERE id > $1 ORDER BY id LIMIT $2';

/** $1 the most that are counted */
export const COUNT_RUNS = 'SELECT count(*)::int AS count FROM (SELECT FROM algo_runs LIMIT $1) AS run';

/** No row when there are no runs. */
export const SPAN_OF_RUNS = `
  SELECT (SELECT id FROM algo_runs ORDER BY id LIMIT 1) AS first, (SELECT id FROM algo_runs ORDER BY id DESC LIMIT 1) AS last
  WHERE EXISTS (SELECT FROM algo_runs)`;

/** Of a run that was computed here and recorded with all of its input. */
const IS_WHOLE = `run.status = 'SUCCESS' AND run.runtime IS NOT NULL AND NOT run.input_summary_json ? 'digest'`;

const SELECT_RUN = `
  SELECT run.id, version.algo_key AS key, version.version, run.runtime, run.code_digest AS "codeDigest", set.params_json::text AS params,
    run.input_summary_json::text AS input, run.output_summary_json::text AS output`;

const SET_OF_RUN = `
  JOIN algo_versions AS version ON version.id = run.algo_version_id
  JOIN algo_params AS set ON set.id = run.params_id`;

/** $1 id, $2 most rows. Where `isWhole` is false, nothing can be said of the run. */
export const RUNS_AFTER = `
  ${SELECT_RUN}, ${IS_WHOLE} AS "isWhole"
  FROM (SELECT * FROM algo_runs WHERE id > $1 ORDER BY id LIMIT $2) AS run ${SET_OF_RUN}
  ORDER BY run.id`;

/**
 * $1 ids. From each of them on, the first whole run of the next 100: a long part of the record without one is not walked
 * through. Each run once.
 */
export const RUNS_FROM = `
  SELECT DISTINCT ON (drawn.id) drawn.* FROM unnest($1::uuid[]) AS start (id) CROSS JOIN LATERAL (
    ${SELECT_RUN}, true AS "isWhole"
    FROM (SELECT * FROM algo_runs WHERE id >= start.id ORDER BY id LIMIT 100) AS run ${SET_OF_RUN}
    WHERE ${IS_WHOLE}
    ORDER BY run.id LIMIT 1) AS drawn`;
