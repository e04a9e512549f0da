import { type RunRecord } from '../runs/run-queries.js';

/** A run record, named as the HTTP API names it. */
export const runView = ({ run, algoKey, version }: RunRecord) => ({
  run_id: run.id,
  algo_key: algoKey,
  version,
  version_named: run.versionNamed,
  params_id: run.paramsId,
  user_id: run.userId,
  session_id: run.sessionId,
  trigger: run.trigger,
  status: run.status,
  started_at: run.startedAt,
  completed_at: run.completedAt,
  error_code: run.errorCode,
  error_message: run.errorMessage,
  input_summary: run.inputSummaryJson,
  output_summary: run.outputSummaryJson,
  runtime: run.runtime,
});
