import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type QueryFailedError } from 'typeorm';
import { DatabaseUnavailableError, type LockHolder } from '../../errors/database.errors.js';
import { EngineScope } from '../engine-scope.js';
import { IS_OF_THIS_DATABASE, isAdvisoryLock } from './advisory-lock-holders.js';
import { EngineConnections } from './engine-connections.js';

type Look = (LockHolder & { transaction: string })[];

/** Longer than a start of a run or an activation holds its locks. */
const PAUSE_MS = 100;

/**
 * $1: the prefix of the locks of keys. Who holds a lock of a key (0: its changes wait for each other; 1: a transaction has its entry), or rows of versions and
 * parameter sets, which changes write and starts of runs refer to. The latest transaction that locked a row is its xmax; where
 * several did, that is a number of the group, but those that write have locked the table for that. A holder that waits
 * itself is not the one to end: those that it waits for are. A prepared transaction has no process; it is 0 here, as
 * for pg_blocking_pids.
 */
const HOLDERS = `
  WITH RECURSIVE holder (pid) AS (
    SELECT coalesce(l.pid, 0) FROM pg_locks l
    WHERE l.granted AND (
      ${isAdvisoryLock(`
        SELECT hashtextextended($1::text || v.algo_key, seed) FROM algo_versions v, generate_series(0, 1) AS seed`)}
      OR l.locktype = 'transactionid'
        AND l.transactionid IN (SELECT xmax FROM algo_versions UNION ALL SELECT xmax FROM algo_params)
      OR l.locktype = 'relation' AND l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'ShareUpdateExclusiveLock') AND ${IS_OF_THIS_DATABASE}
        AND l.relation IN ('algo_versions'::regclass, 'algo_params'::regclass))
    UNION
    SELECT unnest(pg_blocking_pids(pid)) FROM holder)
  SELECT pid, coalesce(application_name, prepared) AS name,
    (SELECT max(virtualtransaction) FROM pg_locks l WHERE l.pid = holder.pid) AS transaction
  FROM holder LEFT JOIN pg_stat_activity USING (pid),
    (SELECT string_agg(gid, ', ' ORDER BY gid) AS prepared FROM pg_prepared_xacts WHERE database = current_database()) AS prepared
  WHERE pg_blocking_pids(pid) = '{}' AND (pid = 0 OR application_name IS NOT NULL)
  ORDER BY pid`;

/** Tells operators which sessions hold the locks that the engine did not get. */
@Injectable()
export class LockHolders {
  private looking?: Promise<LockHolder[]>;

  constructor(
    private readonly scope: EngineScope,
    private readonly connections: EngineConnections,
  ) {}

  /** The result of the work; when it did not get a lock in time, its error names the sessions that hold it, as far as they are found. */
  async named<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError) || !mayLackLock(error)) throw error;
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
    return this.connections.query<Look>(HOLDERS, [this.scope.lockPrefix]);
  }
}

/** A lock was not had in time, or the statement was not through in time: it may have waited for one. */
const LACKING = new Set(['55P03', '57014']);

const mayLackLock = ({ cause }: DatabaseUnavailableError): boolean =>
  LACKING.has((cause as Partial<QueryFailedError<Error & { code?: string }>>).driverError?.code ?? '');
