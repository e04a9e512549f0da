import { placeOf } from 'learning-engine/cli';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { dataSourceOptions, migrationOptions } from './data-source-options.js';
import {
  DatabaseUnreachableError,
  MigratingDataSource,
  type SchemaState,
  schemaState,
} from 'learning-engine/persistence';
import { QueryLogger } from './query-logger.js';
import { rejectOtherSchema } from './reject-other-schema.js';
import { grantsOf } from './service-rights.js';

export interface DatabaseOptions {
  url: string;
  /** What migrations connect with, when that is another role; then the role of `url` gets what the service uses. */
  ownerUrl?: string;
  /** Whether to run pending migrations; if not, pending ones are an error. */
  migrate: boolean;
  /** Milliseconds from which on a statement is logged as slow, 0 for none. Without it, nothing at all is logged. */
  slowQueryMs?: number;
  /** Ends the wait for others that migrate. */
  stop?: AbortSignal;
  /** Of the tables. Default: the first of the search_path. */
  schema?: string;
  /** How many connections, beside those of the engine's own pools. Default 10. */
  poolSize?: number;
}

/**
 * Connects, and sees to it that the schema is that of the code.
 *
 * @throws DatabaseUnreachableError, PendingMigrationsError, SchemaNewerThanCodeError, PooledMigrationsError,
 * MigrationLockTimeoutError, MigrationLockLostError, TablesInUseError
 */
export async function openDataSource(options: DatabaseOptions): Promise<DataSource> {
  const { url, ownerUrl = url, migrate, slowQueryMs, stop, schema, poolSize } = options;
  const log = slowQueryMs === undefined ? {} : { logger: new QueryLogger(), maxQueryExecutionTime: slowQueryMs };
  if (migrate) {
    const migrating = { stop, afterMigrations: grantsOf({ url, ownerUrl }) };
    await migrateSchema(
      new MigratingDataSource({ ...migrationOptions(ownerUrl, schema), ...log }, migrating),
      ownerUrl,
    );
  }
  const connecting = { ...dataSourceOptions(url, schema), ...log, ...(poolSize !== undefined && { poolSize }) };
  const dataSource = await connect(new DataSource(connecting as DataSourceOptions), url);
  try {
    rejectOtherSchema(await look(dataSource, url));
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

function look(dataSource: DataSource, url: string): Promise<SchemaState> {
  return schemaState(dataSource).catch((error: unknown) => {
    throw new DatabaseUnreachableError(placeOf(url), error); // the role may not read it, for example
  });
}

/** On connections of its own: those of the service cut statements short. */
async function migrateSchema(migrating: MigratingDataSource, url: string): Promise<void> {
  const dataSource = await connect(migrating, url);
  try {
    const ran = await dataSource.runMigrations();
    if (ran.length > 0) {
      dataSource.logger.logMigration(`Migrations run: ${ran.length}, the last is ${ran.at(-1)!.name}`);
    }
  } finally {
    await dataSource.destroy();
  }
}

async function connect<T extends DataSource>(dataSource: T, url: string): Promise<T> {
  try {
    await dataSource.initialize();
    return dataSource;
  } catch (error) {
    throw new DatabaseUnreachableError(placeOf(url), error);
  }
}
