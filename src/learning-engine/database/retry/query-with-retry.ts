import { databaseFailure, type Outcome } from '../../errors/database-failure.js';
import { DatabaseUnavailableError } from '../../errors/database.errors.js';

/**
 * Asks the database a question, or prepares what a call is to do by a write that has no second effect. When the connection
 * is lost, it is asked once more; a timeout is not repeated.
 *
 * @throws DatabaseUnavailableError in place of any failure of the database itself; nothing was done
 */
export const queryWithRetry = <T>(ask: () => Promise<T>): Promise<T> => sendAgain(ask, 'not-done');

/**
 * Sends the database a write that has no second effect. When the connection is lost, it is not known whether it took effect,
 * and it is sent once more; a timeout is not repeated.
 *
 * @throws DatabaseUnavailableError in place of any failure of the database itself
 */
export const writeWithRetry = <T>(write: () => Promise<T>): Promise<T> => sendAgain(write);

/** In place of a failure of the database, which ended a statement in a caller's transaction: the engine's own error. */
export function rejectFailure(error: unknown): never {
  const failure = databaseFailure(error);
  throw failure ? new DatabaseUnavailableError(failure, error) : error;
}

/** For a failure after something was written, or may have been: `not-done` would be said of the last statement alone. */
export function leaveUnknown(error: unknown): never {
  if (!(error instanceof DatabaseUnavailableError)) throw error;
  throw new DatabaseUnavailableError(error.failure, error.cause, 'unknown', error.holders);
}

/** @param known the outcome of whatever failure */
async function sendAgain<T>(send: () => Promise<T>, known?: Outcome): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const failure = databaseFailure(error);
    if (!failure) throw error;
    const first = new DatabaseUnavailableError(failure, error, known);
    if (failure !== 'connection') throw first;
    return send().catch((again: unknown) => {
      const failedAgain = databaseFailure(again);
      if (!failedAgain) throw again;
      throw new DatabaseUnavailableError(failedAgain, again, first.outcome === 'unknown' ? 'unknown' : known);
    });
  }
}
