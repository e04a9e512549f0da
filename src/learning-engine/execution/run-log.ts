import { type AlgoRun } from '../database/entities/algo-run.entity.js';
import { type RunStart } from '../runs/run-start.js';

/** Where `ExecutionService` records its runs: `RunsService`, or nowhere in the engine for unit tests. */
export interface RunLog {
  logRunStart(start: RunStart, options: { signal?: AbortSignal }): Promise<AlgoRun>;
  logRunSuccess(runId: string, outputSummary: object): Promise<unknown>;
  logRunFailure(runId: string, errorMessage: string, options: { errorCode: string }): Promise<unknown>;
  getRun(runId: string): Promise<AlgoRun>;
}
