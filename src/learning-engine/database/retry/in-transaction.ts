import { type DataSource, type EntityManager } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { Attempt } from './attempt.js';
import { databaseFailure, type DatabaseFailure, type Outcome, outcomeOf } from '../../errors/database-failure.js';
import { DatabaseUnavailableError } from '../../errors/database.errors.js';
import { explainRestored } from '../../errors/feed.errors.js';

/** How often a transaction that took no effect is tried again. */
const REPETITIONS: Partial<Record<DatabaseFailure, number>> = { conflict: 3, connection: 1 };
const MAXIMUM_PAUSE_MS = 50;

/** What a caller may add to a change. */
export interface ChangeOptions<Result = unknown> {
  /**
   * Gives up when it is aborted: with a CallAbortedError, and nothing is changed. Once the COMMIT was sent, the call goes on
   * to its end.
   */
  signal?: AbortSignal;
  /**
   * Called in the transaction of the change, right before its commit, with what the call will answer: what it writes by
   * `manager` is committed with the change, and what it throws undoes the change. Called again when the transaction is
   * repeated.
   */
  beforeCommit?: (result: Result, manager: EntityManager) => Promise<unknown>;
}

/**
 * Makes a change in a transaction, as `inTransaction` does, with what the caller added to it.
 *
 * @param explained adds to the error of a change that failed; a caller who gives up does not wait for it
 * @throws CallAbortedError when the caller gave up in time; nothing was changed
 */
export function changeInTransaction<T>(
  dataSource: DataSource,
  change: (manager: EntityManager) => Promise<T>,
  { signal, beforeCommit }: ChangeOptions<T> = {},
  explained = (made: Promise<T>) => made,
): Promise<T> {
  const attempt = new Attempt(signal);
  const work = async (manager: EntityManager): Promise<T> => {
    const result = await change(manager);
    await beforeCommit?.(result, manager);
    return result;
  };
  return attempt.settle(explained(inTransaction(dataSource, work, attempt)));
}

/**
 * Runs work in a transaction, and all of it again when other transactions were in the way, or once when the connection was
 * lost before the commit: after an error a transaction is lost as a whole. The pause is random, so that those who collided do not collide again. Nothing is begun, repeated or
 * committed for a caller who has given up.
 *
 * @throws DatabaseUnavailableError in place of any failure of the database itself; its outcome is unknown only where the
 * COMMIT was sent and its answer lost
 * @throws DatabaseRestoredError when no epoch of the feed was opened since a backup was restored
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
  attempt = new Attempt(),
): Promise<T> {
  for (let repetition = 0; ; repetition += 1) {
    attempt.check();
    let isCommitting = false;
    try {
      return await dataSource.transaction('READ COMMITTED', async (manager) => {
        attempt.check(); // it may have waited for a connection
        const result = await work(manager);
        attempt.pass();
        isCommitting = true;
        return result;
      });
    } catch (error) {
      const failure = databaseFailure(error);
      const outcome: Outcome = failure && isCommitting ? outcomeOf(failure, error) : 'not-done';
      if (outcome === 'not-done') attempt.undone();
      if (!failure) throw explainRestored(error);
      const repetitions = outcome === 'unknown' ? 0 : (REPETITIONS[failure] ?? 0);
      if (repetition >= repetitions) throw new DatabaseUnavailableError(failure, error, outcome);
      await sleep(Math.random() * MAXIMUM_PAUSE_MS * (repetition + 1));
    }
  }
}
