import { type Outcome } from './database-failure.js';
import { LearningEngineError } from './learning-engine.error.js';

/** The caller gave up, by the `signal` of the call, before anything was done. Nothing of the call takes effect any more. */
export class CallAbortedError extends LearningEngineError {
  readonly code = 'CALL_ABORTED';
  readonly outcome: Outcome = 'not-done';

  constructor() {
    super('The caller gave up before anything was done. Nothing was done.');
  }
}
