import { textOf } from './text-of.js';
import { type Outcome } from './database-failure.js';
import { LearningEngineError } from './learning-engine.error.js';

/** Nothing can run: the key has no active version with active parameters, or the named version has no active parameters. */
export class NothingToRunError extends LearningEngineError {
  readonly code = 'NOTHING_TO_RUN';

  constructor(
    readonly algoKey: string,
    readonly version?: string,
  ) {
    super(
      version === undefined
        ? `${algoKey} has no active version. Activate a version, or correct the key.`
        : `${algoKey} ${version} has no active parameters. Create a set and activate it.`,
    );
  }
}

/** An algorithm returned what JSON cannot hold. The run is recorded as FAILED with the code INVALID_OUTPUT. */
export class InvalidOutputError extends LearningEngineError {
  readonly code = 'INVALID_OUTPUT';

  /** @param pointer RFC 6901 pointer to the culprit within the output, '' for the whole */
  constructor(
    readonly algoKey: string,
    readonly version: string,
    readonly pointer: string,
    readonly reason: string,
  ) {
    super(`${algoKey} ${version} returned what cannot be recorded: output${pointer} ${reason}`);
  }
}

/**
 * An algorithm, or a rule of its parameters, threw an error that is none of its contract's. A run is recorded as FAILED with
 * the code ALGORITHM_FAILED.
 */
export class AlgorithmFailedError extends LearningEngineError {
  readonly code = 'ALGORITHM_FAILED';

  constructor(
    readonly algoKey: string,
    readonly version: string,
    thrown: unknown,
  ) {
    super(`${algoKey} ${version} failed: ${textOf(thrown)}`, { cause: thrown });
  }
}

/** A computation took longer than it may, and was ended. The run is recorded as FAILED with the code TIMED_OUT. */
export class ComputationTimedOutError extends LearningEngineError {
  readonly code = 'TIMED_OUT';
  readonly outcome: Outcome = 'failed';

  constructor(
    readonly algoKey: string,
    readonly version: string,
    readonly timeLimitMs: number,
  ) {
    super(
      `${algoKey} ${version} took longer than ${timeLimitMs} ms and was ended. Compute with a smaller input, or raise ` +
        'compute.timeLimitMs.',
    );
  }
}

/** All threads are taken, and too many computations wait for one already, or this one did so for too long. Nothing was started. */
export class TooManyComputationsError extends LearningEngineError {
  readonly code = 'TOO_MANY_COMPUTATIONS';
  readonly outcome: Outcome = 'not-done';

  constructor() {
    super('All threads for large computations are taken. Try again in a second.');
  }
}
