import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type EntityManager, type QueryFailedError } from 'typeorm';
import { EngineScope } from '../engine-scope.js';
import { queryPrepared, type PreparedStatement } from './query-prepared.js';
import { OwnPool } from './own-pool.js';
import { type PoolState, poolState } from './pool-state.js';
import { type RunSettings } from '../../options/run-settings.js';
import { queryWithRetry, rejectFailure, writeWithRetry } from '../retry/query-with-retry.js';
import { DatabaseUnavailableError } from '../../errors/database.errors.js';
import { InvalidArgumentError } from '../../errors/input.errors.js';
import { ENGINE_RUN_SETTINGS } from '../../learning-engine.tokens.js';

/** A transaction of the caller's in which nothing can be written. */
const USELESS_TRANSACTIONS: Readonly<Record<string, string>> = {
  '25P02': 'must be of a transaction in which no statement has failed',
  '25006': 'must be of a transaction that may write',
};

function rejectTransaction(error: QueryFailedError<Error & { code?: string }>): never {
  const reason = USELESS_TRANSACTIONS[error.driverError?.code ?? ''];
  throw reason ? new InvalidArgumentError('manager', reason) : error;
}

const within = <T>(manager: EntityManager, statement: string, values: unknown[]): Promise<T> =>
  manager.query<T>(statement, values).catch(rejectTransaction).catch(rejectFailure);

/**
 * Connections of the engine's own, for run records and active versions. What is written here is committed at once: a
 * caller's rollback cannot erase it. And callers that hold all connections of the host's pool cannot block it, nor can a host
 * without time limits.
 */
@Injectable()
export class EngineConnections implements OnModuleInit, OnApplicationShutdown {
  /** For messages. */
  readonly name = "the engine's own pool";
  private readonly pool: OwnPool;
  /** When the database last rejected a write, because it takes none. */
  private rejectedAt = Number.NEGATIVE_INFINITY;

  constructor({ dataSource }: EngineScope, @Inject(ENGINE_RUN_SETTINGS) { poolSize }: RunSettings) {
    this.pool = new OwnPool(dataSource, 'learning-engine runs', poolSize);
  }

  async onModuleInit(): Promise<void> {
    await this.pool.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }

  /**
   * Asks a question on a connection of its own, or in the transaction of `manager`.
   *
   * @throws DatabaseUnavailableError in place of any failure of the database itself
   * @throws InvalidArgumentError when the transaction has failed
   */
  async query<T>(statement: string, values: unknown[], manager?: EntityManager): Promise<T> {
    return manager ? within<T>(manager, statement, values) : queryWithRetry(() => this.send<T>(statement, values));
  }

  /**
   * Sends a write on a connection of its own, or in the transaction of `manager`. It must be one that may be repeated: when
   * the connection is lost, it is not known whether it took effect, and it is sent once more.
   *
   * @throws DatabaseUnavailableError in place of any failure of the database itself
   * @throws InvalidArgumentError when nothing can be written in the transaction
   */
  async write<T>(statement: string, values: unknown[], manager?: EntityManager): Promise<T> {
    return this.watched(
      manager ? within<T>(manager, statement, values) : writeWithRetry(() => this.send<T>(statement, values)),
    );
  }

  /** As `write`, for a statement that is prepared once on each connection. Answers the rows. */
  async writePrepared<Row extends object>(statement: PreparedStatement, values: readonly unknown[]): Promise<Row[]> {
    return this.watched(
      writeWithRetry(async () => {
        await this.pool.connect();
        return queryPrepared<Row>(this.pool.dataSource, statement, values);
      }),
    );
  }

  /** Whether the database took no write that was tried in the last so many milliseconds. */
  hasRejectedWrites(withinMs: number): boolean {
    return performance.now() - this.rejectedAt < withinMs;
  }

  connections(): PoolState {
    return poolState(this.pool.dataSource);
  }

  /** Before `onModuleInit` as well: a host's own module may log runs while it starts. */
  private async send<T>(statement: string, values: unknown[]): Promise<T> {
    await this.pool.connect();
    return this.pool.dataSource.query<T>(statement, values);
  }

  private watched<T>(writing: Promise<T>): Promise<T> {
    return writing.catch((error: unknown) => {
      if (error instanceof DatabaseUnavailableError && error.failure === 'unwritable') {
        this.rejectedAt = performance.now();
      }
      throw error;
    });
  }
}
