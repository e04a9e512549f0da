import { LearningEngineError } from './learning-engine.error.js';

/** A parameter set breaks the rules of its version. Nothing was written. */
export class InvalidParamsError extends LearningEngineError {
  readonly code = 'INVALID_PARAMS';

  /** @param problem names the parameter and the rule, for example `mastery.threshold must be between 0 and 1` */
  constructor(
    readonly algoKey: string,
    readonly version: string,
    readonly problem: string,
  ) {
    super(problem);
  }
}

/** A value cannot be stored as JSON and read back unchanged. Nothing was written. */
export class InvalidJsonError extends LearningEngineError {
  readonly code = 'INVALID_JSON';

  /**
   * @param field the argument, for example `inputSummary`
   * @param pointer RFC 6901 pointer to the culprit within it, '' for the whole
   * @param reason what the culprit must be
   */
  constructor(
    readonly field: string,
    readonly pointer: string,
    readonly reason: string,
  ) {
    super(`${field}${pointer} ${reason}`);
  }
}

/** An argument has a value outside its set or form. Nothing was written. */
export class InvalidArgumentError extends LearningEngineError {
  readonly code = 'INVALID_ARGUMENT';

  constructor(
    readonly argument: string,
    readonly reason: string,
  ) {
    super(`${argument} ${reason}`);
  }
}

/**
 * A copy of a Date: what the caller changes later changes nothing.
 *
 * @throws InvalidArgumentError unless the value is a valid Date
 */
export function checkInstant(argument: string, value: unknown): Date {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) {
    throw new InvalidArgumentError(argument, 'must be a valid Date');
  }
  return new Date(value);
}
