import { databaseFailure } from '../errors/database-failure.js';
import { DatabaseUnavailableError } from '../errors/database.errors.js';
import { LearningEngineError } from '../errors/learning-engine.error.js';
import { placeOfThrow } from '../errors/place-of-throw.js';
import { InvalidJobArgsError, JobFailedError, JobOutOfMemoryError, JobTimedOutError } from '../errors/job.errors.js';

/** What the record of a job says of its failure. */
export interface JobFailure {
  errorCode: string;
  errorMessage: string;
}

const FINAL = [InvalidJobArgsError, JobFailedError, JobOutOfMemoryError, JobTimedOutError];

/** Whether the same would happen again. */
export const isFinal = (error: unknown): error is InstanceType<(typeof FINAL)[number]> =>
  FINAL.some((type) => error instanceof type);

/** Whether the database may not have done its part; then the job is not to blame. */
export const isOfDatabase = (error: unknown): boolean =>
  error instanceof DatabaseUnavailableError || databaseFailure(error) !== undefined;

const LONGEST = 4000;

/** Of an error that is not the engine's, only where it was thrown: its message may quote what a learner did. */
export function failureOf(error: unknown): JobFailure {
  if (isFinal(error)) {
    const { code } = error.cause instanceof LearningEngineError ? error.cause : error;
    return { errorCode: code, errorMessage: error.message.slice(0, LONGEST) };
  }
  return { errorCode: 'JOB_FAILED', errorMessage: `The kind threw ${placeOfThrow(error)}.`.slice(0, LONGEST) };
}
