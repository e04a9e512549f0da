import { type ClientBase } from 'pg';
import { type DataSource, QueryFailedError } from 'typeorm';

/** A statement that each connection parses and plans once; its name says it for the connection. */
export interface PreparedStatement {
  name: string;
  text: string;
}

/** What TypeORM's driver for PostgreSQL does to get a connection of its pool. */
type Pool = { obtainMasterConnection(): Promise<[client: ClientBase, release: (isToBeClosed: boolean) => void]> };

/**
 * Runs a prepared statement, which TypeORM cannot, on a connection of its pool. Its logger gets the statement as
 * any other, but never of the values. A connection that does not have the statement any more, or planned it before a column
 * was altered, runs it unprepared and is replaced.
 *
 * @throws QueryFailedError as TypeORM does, with the driver's error as `driverError`
 */
export async function queryPrepared<Row extends object>(
  { driver, logger, options }: DataSource,
  { name, text }: PreparedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const [client, release] = await (driver as unknown as Pool).obtainMasterConnection();
  let isOutdated = false;
  const unprepared = (error: unknown) => {
    isOutdated = OUTDATED.has((error as { code?: string }).code ?? '');
    if (!isOutdated) throw error;
    return client.query<Row>(text, [...values]);
  };
  const failed = (error: unknown): never => {
    logger.logQueryError(error as Error, text);
    throw new QueryFailedError(text, [], error as Error);
  };
  try {
    logger.logQuery(text);
    const begun = performance.now();
    const { rows } = await client
      .query<Row>({ name, text, values: [...values] })
      .catch(unprepared)
      .catch(failed);
    const took = performance.now() - begun;
    if (options.maxQueryExecutionTime && took > options.maxQueryExecutionTime) logger.logQuerySlow(took, text);
    return rows;
  } finally {
    release(isOutdated);
  }
}

/**
 * The statement is not there, or there already: a pooler gave the session to others. Or its result has other types than when
 * it was planned.
 */
const OUTDATED: ReadonlySet<string> = new Set(['26000', '42P05', '0A000']);
