import { DataSource, type DataSourceOptions } from 'typeorm';
import { dataSourceOptions, migrationOptions } from './data-source-options.js';
import { DatabaseUnavailableError } from './database.errors.js';
import { MigratingDataSource } from './migrating-data-source.js';
import { QueryLogger } from './query-logger.js';
import { refuseOtherSchema, type SchemaState, schemaState } from './schema-state.js';

export interface DatabaseOptions {
  url: string;
  /** Whether to run pending migrations; if not, pending ones are an error. */
  migrate: boolean;
  /** Milliseconds from which on a statement is logged as slow, 0 for none. Without it, nothing at all is logged. */
  slowQueryMs?: number;
  /** Ends the wait for others that migrate. */
  stop?: AbortSignal;
}

/**
 * Connects, and sees to it that the schema is that of the code.
 *
 * @throws DatabaseUnavailableError, PendingMigrationsError, SchemaNewerThanCodeError, MigrationLockTimeoutError
 */
export async function openDataSource({ url, migrate, slowQueryMs, stop }: DatabaseOptions): Promise<DataSource> {
  const log = slowQueryMs === undefined ? {} : { logger: new QueryLogger(), maxQueryExecutionTime: slowQueryMs };
  if (migrate) await migrateSchema({ ...migrationOptions(url), ...log }, url, stop);
  const dataSource = await connect(new DataSource({ ...dataSourceOptions(url), ...log }), url);
  try {
    refuseOtherSchema(await look(dataSource, url));
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

function look(dataSource: DataSource, url: string): Promise<SchemaState> {
  return schemaState(dataSource).catch((error: unknown) => {
    throw new DatabaseUnavailableError(url, error); // the role may not read it, for example
  });
}

/** On connections of its own: those of the service cut statements short. */
async function migrateSchema(options: DataSourceOptions, url: string, stop?: AbortSignal): Promise<void> {
  const dataSource = await connect(new MigratingDataSource(options, { stop }), url);
  try {
    await dataSource.runMigrations();
  } finally {
    await dataSource.destroy();
  }
}

async function connect<T extends DataSource>(dataSource: T, url: string): Promise<T> {
  try {
    await dataSource.initialize();
    return dataSource;
  } catch (error) {
    throw new DatabaseUnavailableError(url, error);
  }
}
