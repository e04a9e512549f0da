/** Columns of algo_runs under the names of the entity's properties. */
const RUN = `id, algo_version_id AS "algoVersionId", params_id AS "paramsId", user_id AS "userId",
  session_id AS "sessionId", trigger, status, started_at AS "startedAt", completed_at AS "completedAt",
  input_summary_json AS "inputSummaryJson", output_summary_json AS "outputSummaryJson",
  error_message AS "errorMessage"`;

/** $1 id, $2 version, $3 params, $4 user, $5 session, $6 trigger, $7 input summary */
export const START_RUN = `
  INSERT INTO algo_runs (id, algo_version_id, params_id, user_id, session_id, trigger, status, input_summary_json)
  VALUES ($1, $2, $3, $4, $5, $6, 'RUNNING', $7)
  RETURNING ${RUN}`;

/**
 * $1 id, $2 status, $3 output summary, $4 error message. The condition on the status makes the end write-once: of
 * any number of concurrent calls one finds the row. The clock may step back, a duration must not be negative.
 */
export const FINISH_RUN = `
  UPDATE algo_runs
  SET status = $2, output_summary_json = $3, error_message = $4,
      completed_at = greatest(clock_timestamp(), started_at)
  WHERE id = $1 AND status = 'RUNNING'
  RETURNING ${RUN}`;

/** $1 id */
export const READ_RUN = `SELECT ${RUN} FROM algo_runs WHERE id = $1`;
