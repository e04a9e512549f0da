import { canonicalJson } from '../json/canonical-json.js';
import { type JsonObject } from '../json/json.js';
import { type RunStatus } from '../domain/run-status.js';
import { type AlgoRun } from '../database/entities/algo-run.entity.js';

/** How a run ended. */
export type RunOutcome =
  | { status: typeof RunStatus.SUCCESS; output: JsonObject | null; error: null; errorCode: null }
  | { status: typeof RunStatus.FAILED; output: null; error: string; errorCode: string | null };

/** Whether a recorded run ended by the same call. */
export const isSameOutcome = (recorded: AlgoRun, outcome: RunOutcome): boolean =>
  recorded.status === outcome.status &&
  recorded.errorMessage === outcome.error &&
  recorded.errorCode === outcome.errorCode &&
  canonicalJson(recorded.outputSummaryJson) === canonicalJson(outcome.output);
