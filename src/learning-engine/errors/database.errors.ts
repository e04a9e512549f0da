import { type DatabaseFailure, type Outcome, outcomeOf } from './database-failure.js';
import { LearningEngineError } from './learning-engine.error.js';

/** The database could not do its part: it is away, overloaded, takes no writes, or others were in the way. Trying again later may help. */
export class DatabaseUnavailableError extends LearningEngineError {
  readonly code = 'DATABASE_UNAVAILABLE';

  constructor(
    readonly failure: DatabaseFailure,
    cause: unknown,
    /** Of a call that writes; nothing was done where a call only reads. */
    readonly outcome: Outcome = outcomeOf(failure, cause),
  ) {
    super(
      {
        conflict: 'Other transactions were in the way, also after trying again. Try again later.',
        connection: 'The connection to the database was lost. Try again later.',
        overload: 'The database did not answer in time. Try again later.',
        unwritable: 'The database takes no writes: it is a standby, or its disk is full. Try again later.',
      }[failure],
      { cause },
    );
  }
}

/** The DataSource cannot be the engine's: the boot stops. */
export class InvalidDataSourceError extends LearningEngineError {
  readonly code = 'INVALID_DATA_SOURCE';

  constructor(problem: string) {
    super(problem);
  }
}
