import { databaseFailure } from './database-failure.js';
import { DatabaseUnavailableError } from './database.errors.js';

/**
 * Sends the database something that may be sent twice: a question, or a write that has no second effect. When the
 * connection is lost, it is not known whether it took effect, and it is sent once more; a timeout is not repeated.
 *
 * @param mayRepeat false within a transaction: with the connection, all of it is lost
 * @throws DatabaseUnavailableError in place of any failure of the database itself
 */
export async function askDatabase<T>(ask: () => Promise<T>, mayRepeat = true): Promise<T> {
  let first: DatabaseUnavailableError | undefined;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const failure = databaseFailure(error);
      if (!failure) throw error;
      const failed = new DatabaseUnavailableError(failure, error, first?.outcome === 'unknown' ? 'unknown' : undefined);
      if (first || !mayRepeat || failure !== 'connection') throw failed;
      first = failed;
    }
  }
}
