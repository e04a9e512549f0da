import { type AuthUser } from '../access/auth-user.js';
import { type RunRecord } from '../../runs/run-queries.js';
import { type VersionStatistics } from '../../runs/run-statistics.js';
import { type RunResponse } from './run.response.js';
import { type VersionStatisticsResponse } from '../algorithms/statistics.response.js';

/** What computed it is for administrators. */
export const toRunResponse = ({ run, algoKey, version }: RunRecord, { role }: AuthUser): RunResponse => ({
  run_id: run.id,
  algo_key: algoKey,
  version,
  version_named: run.versionNamed,
  params_id: run.paramsId,
  user_id: run.userId,
  session_id: run.sessionId,
  trigger: run.trigger,
  status: run.status,
  started_at: run.startedAt.toISOString(),
  completed_at: run.completedAt?.toISOString() ?? null,
  input_summary: run.inputSummaryJson,
  output_summary: run.outputSummaryJson,
  error_code: run.errorCode,
  error_message: run.errorMessage,
  ...(role === 'admin' && { runtime: run.runtime }),
});

export const toVersionStatisticsResponse = (statistics: VersionStatistics): VersionStatisticsResponse => ({
  version: statistics.version,
  runs: statistics.runs,
  succeeded: statistics.succeeded,
  failed: statistics.failed,
  invalid_inputs: statistics.invalidInputs,
  running: statistics.running,
  failure_rate: statistics.failureRate,
  p50_ms: statistics.p50Ms,
  p95_ms: statistics.p95Ms,
});
