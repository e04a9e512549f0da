import { isOneOf } from '../../execution/is-one-of.js';
import { COMPUTATION_ERRORS } from '../../execution/computation-failure.js';
import { type BatchResult, type Execution } from '../../execution/execution.js';
import { type Outcome } from '../../errors/database-failure.js';
import { RunAlreadyFinishedError } from '../../errors/run.errors.js';

/** What came of an item of a batch. */
export type ItemOutcome =
  | { execution: Execution<object> }
  | {
      error: unknown;
      /** Of its run, where there is or may be one. */
      runId?: string;
    };

export function outcomeOfItem(result: BatchResult<object>): ItemOutcome {
  if (result.status === 'SUCCESS') return { execution: result.execution };
  if (result.status === 'RECORDED') {
    const { id, status, errorCode, completedAt } = result.run;
    return {
      error: new RunAlreadyFinishedError(id, status as 'SUCCESS' | 'FAILED', errorCode, completedAt!),
      runId: id,
    };
  }
  const { error, runId } = result;
  const outcome = outcomeOf(error);
  const hasRun = isOneOf(COMPUTATION_ERRORS, error) || outcome === 'unknown' || outcome === 'failed';
  return hasRun ? { error, runId } : { error };
}

/** Whether anything was done, of an error that says so. */
export const outcomeOf = (error: unknown): Outcome | undefined => (error as { outcome?: Outcome } | undefined)?.outcome;
