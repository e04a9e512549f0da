import { type DataSource, type EntityManager } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseFailure } from '../errors/database-failure.js';
import { DatabaseUnavailableError } from '../errors/database.errors.js';

const RETRIES = 3;
const MAXIMUM_PAUSE_MS = 50;

/**
 * Runs work in a transaction, and all of it again when other transactions were in the way: after an error a transaction
 * is lost as a whole. The pause is random, so that those who collided do not collide again.
 *
 * @throws DatabaseUnavailableError in place of any failure of the database itself
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await dataSource.transaction('READ COMMITTED', work);
    } catch (error) {
      const failure = databaseFailure(error);
      if (!failure) throw error;
      if (failure !== 'conflict' || attempt === RETRIES) throw new DatabaseUnavailableError(failure, error);
      await sleep(Math.random() * MAXIMUM_PAUSE_MS * (attempt + 1));
    }
  }
}
