import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type QueryFailedError } from 'typeorm';
import { DatabaseUnavailableError, type LockHolder } from '../errors/database.errors.js';
import { advisoryLockHolders } from './advisory-lock-holders.js';
import { EngineConnections } from './engine-connections.js';

type Look = (LockHolder & { transaction: string })[];

/** Longer than a start of a run or an activation holds its locks. */
const PAUSE_MS = 100;

/**
 * The locks of all keys, and the rows of versions and parameter sets, which starts of runs refer to. The latest transaction
 * that locked a row is its xmax.
 */
const HOLDERS = `
  ${advisoryLockHolders(`
    SELECT hashtextextended('learning:' || c.relnamespace::regnamespace || ':' || v.algo_key, 0)
    FROM algo_versions v, pg_class c WHERE c.oid = 'algo_activations'::regclass`)}
  UNION
  SELECT a.pid, a.application_name, l.virtualtransaction
  FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE l.locktype = 'transactionid' AND l.granted
    AND l.transactionid IN (SELECT xmax FROM algo_versions UNION ALL SELECT xmax FROM algo_params)
  ORDER BY pid`;

/** Tells operators which sessions hold the locks that the engine did not get. */
@Injectable()
export class LockHolders {
  private looking?: Promise<LockHolder[]>;

  constructor(private readonly connections: EngineConnections) {}

  /** The result of the work; when it did not get a lock, its error names the sessions that hold it, as far as they are found. */
  async named<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError) || !lacksLock(error)) throw error;
      // One search for all who fail at the same time.
      this.looking ??= this.find().finally(() => (this.looking = undefined));
      const holders = await this.looking.catch(() => []); // the first failure says enough
      throw new DatabaseUnavailableError(error.failure, error.cause, error.outcome, holders);
    }
  }

  /** Those whose transaction is the same a moment later: the others only pass by. */
  private async find(): Promise<LockHolder[]> {
    const before = await this.look();
    if (before.length === 0) return [];
    await sleep(PAUSE_MS);
    const after = await this.look();
    const stay = after.filter(({ pid, transaction }) =>
      before.some((one) => one.pid === pid && one.transaction === transaction),
    );
    return stay.map(({ pid, name }) => ({ pid, name }));
  }

  private look(): Promise<Look> {
    return this.connections.query<Look>(HOLDERS, []);
  }
}

const lacksLock = ({ cause }: DatabaseUnavailableError): boolean =>
  (cause as Partial<QueryFailedError<Error & { code?: string }>>).driverError?.code === '55P03';
