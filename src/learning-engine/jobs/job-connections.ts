import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type ClientBase, type QueryResult } from 'pg';
import { type EntityManager, QueryFailedError } from 'typeorm';
import { OwnPool } from '../database/connections/own-pool.js';
import { EngineScope } from '../database/engine-scope.js';
import { queryWithRetry, writeWithRetry } from '../database/retry/query-with-retry.js';

/** What pg-boss asks of a database: all statements of a text, and the rows of the last one. */
export interface StatementRunner {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** What TypeORM's driver for PostgreSQL does to get a connection of its pool. */
type Pool = { obtainMasterConnection(): Promise<[client: ClientBase, release: (isToBeClosed: boolean) => void]> };

/** One worker in a process, its heartbeats, and the queue. */
const CONNECTIONS = 2;

/**
 * Connections for jobs alone: leases are renewed whatever the host's pool is busy with. Statements go to pg as they are, because
 * TypeORM answers those of a transaction in one text with the rows of none.
 */
@Injectable()
export class JobConnections implements StatementRunner, OnApplicationShutdown {
  private readonly pool: OwnPool;

  constructor({ dataSource }: EngineScope) {
    this.pool = new OwnPool(dataSource, 'learning-engine jobs', CONNECTIONS);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }

  /** @throws QueryFailedError as TypeORM does */
  async executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
    await this.pool.connect();
    const [client, release] = await (this.pool.dataSource.driver as unknown as Pool).obtainMasterConnection();
    let hasFailed = true;
    try {
      const answer: QueryResult | QueryResult[] = await client.query(text, values);
      hasFailed = false;
      return { rows: Array.isArray(answer) ? [] : answer.rows };
    } catch (error) {
      throw new QueryFailedError(text, [], error as Error);
    } finally {
      release(hasFailed); // it may stand within a transaction of the text
    }
  }

  /** @throws DatabaseUnavailableError in place of any failure of the database itself */
  async query<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return queryWithRetry(async () => (await this.executeSql(text, values)).rows as Row[]);
  }

  /**
   * A write that may be repeated: when the connection is lost, it is sent once more.
   *
   * @throws DatabaseUnavailableError in place of any failure of the database itself
   */
  async write<Row>(text: string, values: unknown[]): Promise<Row[]> {
    return writeWithRetry(async () => (await this.executeSql(text, values)).rows as Row[]);
  }
}

/** The same in a transaction of the caller's, for one statement with rows. */
export const within = (manager: EntityManager): StatementRunner => ({
  executeSql: async (text, values) => ({ rows: await manager.query<unknown[]>(text, values) }),
});

/** The rows of a statement in a transaction: TypeORM adds their number to those of UPDATE and DELETE. */
export async function rowsWithin<Row>(manager: EntityManager, text: string, values: unknown[]): Promise<Row[]> {
  const answer = await manager.query<Row[] | [Row[], number]>(text, values);
  return Array.isArray(answer[0]) ? answer[0] : (answer as Row[]);
}
