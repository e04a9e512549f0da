/** A row is answered as JSON: a host may have pg read numbers and times as anything. Times are milliseconds since 1970. */
const ms = (column: string) => `floor(extract(epoch FROM ${column}) * 1000)::bigint`;

const CODE = 'coalesce(r.error_code, run.error_code)';

/** What ended a shadow first; no row while it computes. */
const END = `
  SELECT ending.why, ending.at FROM (VALUES
    ('ended', e.ended_at),
    ('activation', (SELECT min(a.activated_at) FROM algo_activations a WHERE a.algo_key = s.algo_key AND a.id > s.activation_id)),
    ('budget', (SELECT r.started_at FROM shadow_runs r WHERE r.shadow_id = s.id AND r.number = s.budget)),
    ('date', CASE WHEN s.until <= clock_timestamp() THEN s.until END)) AS ending (why, at)
  WHERE ending.at IS NOT NULL ORDER BY ending.at LIMIT 1`;

/** A run whose process is gone has no end here: its record says that it was abandoned. */
const FAILURES = `
  SELECT coalesce(jsonb_object_agg(code, runs), '{}') FROM (
    SELECT ${CODE} AS code, count(*)::int AS runs
    FROM shadow_runs r LEFT JOIN algo_runs run ON run.id = r.run_id AND r.ended_at IS NULL
    WHERE r.shadow_id = s.id AND ${CODE} IS NOT NULL GROUP BY 1) AS failure`;

const SHADOW = `
  SELECT json_build_object('id', s.id, 'algoKey', s.algo_key, 'version', v.version, 'paramsId', s.params_id,
    'active', json_build_object('version', av.version, 'paramsId', a.params_id, 'activationId', a.id::text),
    'percent', s.percent, 'budget', s.budget, 'until', ${ms('s.until')}, 'actorUserId', s.actor_user_id, 'reason', s.reason,
    'startedAt', ${ms('s.started_at')}, 'endedAt', ${ms('ending.at')}, 'endedBy', ending.why,
    'endedByUserId', e.actor_user_id, 'endReason', e.reason,
    'runs', json_build_object(
      'started', (SELECT count(*) FROM shadow_runs r WHERE r.shadow_id = s.id),
      'succeeded', (SELECT count(*) FROM shadow_runs r WHERE r.shadow_id = s.id AND r.is_equal IS NOT NULL),
      'failures', (${FAILURES}),
      'dropped', (SELECT coalesce(sum(d.dropped), 0)::bigint FROM shadow_drops d WHERE d.shadow_id = s.id))) AS shadow
  FROM shadows s
  JOIN algo_versions v ON v.id = s.algo_version_id
  JOIN algo_activations a ON a.id = s.activation_id
  JOIN algo_versions av ON av.id = a.algo_version_id
  LEFT JOIN shadow_ends e ON e.shadow_id = s.id
  LEFT JOIN LATERAL (${END}) AS ending ON true`;

/** $1 key, $2 id */
export const READ_SHADOW = `${SHADOW} WHERE s.algo_key = $1 AND s.id = $2`;

/** $1 key, $2 before which id; null for the newest ones, $3 most rows */
export const LIST_SHADOWS = `
  ${SHADOW} WHERE s.algo_key = $1 AND ($2::uuid IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3`;

/** $1 key: those that compute. */
export const OPEN_SHADOWS = `${SHADOW} WHERE s.algo_key = $1 AND s.until > clock_timestamp() AND ending.at IS NULL`;

const durations = (column: string) => `json_build_object(
  'p50Ms', percentile_cont(0.5) WITHIN GROUP (ORDER BY ${column}), 'p95Ms', percentile_cont(0.95) WITHIN GROUP (ORDER BY ${column}))`;

/** $1 shadow. Of the runs that succeeded: what the same inputs took, and what came out. */
export const COMPARE_SHADOW = `
  SELECT json_build_object(
    'durations', json_build_object('active', ${durations('active_ms')}, 'candidate', ${durations('took_ms')}),
    'equal', avg(is_equal::int)::float8,
    'difference', json_build_object('runs', count(difference), 'median', percentile_cont(0.5) WITHIN GROUP (ORDER BY difference),
      'largest', max(difference))) AS comparison
  FROM shadow_runs WHERE shadow_id = $1 AND is_equal IS NOT NULL`;

/** $1 key: the last entry of its activation log, with a set. Call it under the lock of the key. */
export const LAST_ACTIVATION = `
  SELECT a.id::text AS id, a.params_id AS "paramsId" FROM algo_activations a WHERE a.algo_key = $1 ORDER BY a.id DESC LIMIT 1`;

/** $1 id, $2 key, $3 version, $4 set, $5 activation, $6 percent, $7 budget, $8 until, $9 actor, $10 reason */
export const ADD_SHADOW = `
  INSERT INTO shadows (id, algo_key, algo_version_id, params_id, activation_id, percent, budget, until, actor_user_id, reason)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/** $1 shadow, $2 actor, $3 reason */
export const END_SHADOW = `INSERT INTO shadow_ends (shadow_id, actor_user_id, reason) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`;

/** Of all keys: those that may compute, with what they compute with. Whether they still may is said when a run begins. */
export const ACTIVE_SHADOWS = `
  SELECT s.id, s.algo_key AS "algoKey", v.version, a.params_id AS "activeParamsId", s.percent::float8 AS percent, to_json(p) AS params
  FROM shadows s
  JOIN algo_versions v ON v.id = s.algo_version_id
  JOIN algo_params p ON p.id = s.params_id
  JOIN algo_activations a ON a.id = s.activation_id
  LEFT JOIN shadow_ends e ON e.shadow_id = s.id
  LEFT JOIN LATERAL (${END}) AS ending ON true
  WHERE s.until > clock_timestamp() AND ending.at IS NULL`;

/**
 * $1 shadow, $2 live run, $3 its user, or null, $4 id of the run, $5 runtime, $6 digest of the code. Starts the next run of a shadow that
 * still may compute, and answers its number and what was recorded of the live run. Of two at once that take the same number one has no
 * row, and asks again: so the budget holds, whatever the processes. Asked again with the same id, it answers the number that was taken
 * before. A person who was erased meanwhile has no run; what erases them waits for the row of the live run.
 */
export const BEGIN_RUN = `
  WITH live AS MATERIALIZED (
    SELECT id, user_id, session_id, trigger, input_summary_json, output_summary_json,
      extract(epoch FROM completed_at - started_at) * 1000 AS took_ms
    FROM algo_runs WHERE id = $2 AND user_id IS NOT DISTINCT FROM $3::uuid FOR SHARE
  ), known AS MATERIALIZED (
    SELECT number FROM shadow_runs
    WHERE shadow_id = $1 AND run_id = $4::uuid AND EXISTS (SELECT FROM algo_runs WHERE id = $4::uuid)
    ORDER BY number DESC LIMIT 1
  ), begun AS (
    INSERT INTO shadow_runs (shadow_id, number, run_id, active_ms)
    SELECT s.id, next.number, $4::uuid, live.took_ms
    FROM live, shadows s LEFT JOIN shadow_ends e ON e.shadow_id = s.id LEFT JOIN LATERAL (${END}) AS ending ON true,
      LATERAL (SELECT coalesce(max(r.number), 0) + 1 AS number FROM shadow_runs r WHERE r.shadow_id = s.id) AS next
    WHERE s.id = $1 AND ending.at IS NULL AND next.number <= s.budget AND NOT EXISTS (SELECT FROM known)
    ON CONFLICT ON CONSTRAINT pk_shadow_runs DO NOTHING
    RETURNING number
  ), run AS (
    INSERT INTO algo_runs (id, algo_version_id, params_id, user_id, session_id, trigger, purpose, parent_run_id, version_named, runtime,
      code_digest, status, input_summary_json)
    SELECT $4::uuid, s.algo_version_id, s.params_id, live.user_id, live.session_id, live.trigger, 'shadow', live.id, true, $5, $6, 'RUNNING',
      live.input_summary_json
    FROM begun, live, shadows s WHERE s.id = $1
  )
  SELECT number, live.output_summary_json AS output FROM live, (SELECT number FROM begun UNION ALL SELECT number FROM known) AS numbered`;

/** $1 shadow, $2 number, $3 whether the output is the same, $4 largest difference */
export const END_RUN = `
  UPDATE shadow_runs r
  SET ended_at = run.completed_at, took_ms = extract(epoch FROM run.completed_at - run.started_at) * 1000,
      error_code = run.error_code, is_equal = CASE WHEN run.status = 'SUCCESS' THEN $3::boolean END,
      difference = CASE WHEN run.status = 'SUCCESS' THEN $4::float8 END
  FROM algo_runs run WHERE r.shadow_id = $1 AND r.number = $2 AND r.ended_at IS NULL AND run.id = r.run_id AND run.completed_at IS NOT NULL`;

/** $1 shadow, $2 the process that counts, $3 how many it has dropped in all. One that comes late takes nothing back. */
export const COUNT_DROPS = `
  INSERT INTO shadow_drops AS d (shadow_id, counter_id, dropped) VALUES ($1, $2, $3)
  ON CONFLICT ON CONSTRAINT pk_shadow_drops DO UPDATE SET dropped = EXCLUDED.dropped WHERE d.dropped < EXCLUDED.dropped`;
