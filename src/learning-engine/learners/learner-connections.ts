import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { OwnPool } from '../database/connections/own-pool.js';
import { type PreparedStatement, queryPrepared } from '../database/connections/query-prepared.js';
import { EngineScope } from '../database/engine-scope.js';
import { type Attempt } from '../database/retry/attempt.js';
import { inTransaction } from '../database/retry/in-transaction.js';
import { queryWithRetry, writeWithRetry } from '../database/retry/query-with-retry.js';
import { type LearnerSettings } from './learner-settings.js';
import { LEARNER_SETTINGS } from './learners.tokens.js';

/** Connections for answers and states alone, whatever the host's pool is busy with. */
@Injectable()
export class LearnerConnections implements OnApplicationShutdown {
  private readonly pool: OwnPool;

  constructor({ dataSource }: EngineScope, @Inject(LEARNER_SETTINGS) { poolSize }: LearnerSettings) {
    this.pool = new OwnPool(dataSource, 'learning-engine answers', poolSize);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }

  /**
   * Asks a question by a statement that is prepared once on each connection.
   *
   * @throws DatabaseUnavailableError in place of any failure of the database itself
   */
  async query<Row extends object>(statement: PreparedStatement, values: readonly unknown[]): Promise<Row[]> {
    return queryWithRetry(() => this.send<Row>(statement, values));
  }

  /**
   * A write that may be repeated: when the connection is lost, it is sent once more.
   *
   * @throws DatabaseUnavailableError in place of any failure of the database itself
   */
  async write<Row extends object>(statement: PreparedStatement, values: readonly unknown[]): Promise<Row[]> {
    return writeWithRetry(() => this.send<Row>(statement, values));
  }

  /** @throws as `inTransaction` */
  async transaction<T>(work: (manager: EntityManager) => Promise<T>, attempt?: Attempt): Promise<T> {
    await this.pool.connect();
    return inTransaction(this.pool.dataSource, work, attempt);
  }

  private async send<Row extends object>(statement: PreparedStatement, values: readonly unknown[]): Promise<Row[]> {
    await this.pool.connect();
    return queryPrepared<Row>(this.pool.dataSource, statement, values);
  }
}

/** The same within a transaction, for statements with rows. */
export const askWithin =
  (manager: EntityManager) =>
  <Row extends object>({ text }: PreparedStatement, values: readonly unknown[]): Promise<Row[]> =>
    manager.query<Row[]>(text, [...values]);
