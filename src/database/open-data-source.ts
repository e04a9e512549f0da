import { DataSource, MigrationExecutor } from 'typeorm';
import { dataSourceOptions } from './data-source-options.js';
import { DatabaseUnavailableError, PendingMigrationsError } from './database.errors.js';

export interface DatabaseOptions {
  url: string;
  /** Whether to run pending migrations; if not, pending ones are an error. */
  migrate: boolean;
}

/**
 * Connects, and sees to it that the schema is that of the code.
 *
 * @throws DatabaseUnavailableError, PendingMigrationsError
 */
export async function openDataSource({ url, migrate }: DatabaseOptions): Promise<DataSource> {
  const dataSource = new DataSource(dataSourceOptions(url));
  try {
    await dataSource.initialize();
  } catch (error) {
    throw new DatabaseUnavailableError(url, error);
  }
  try {
    if (migrate) await dataSource.runMigrations();
    else await refusePendingMigrations(dataSource);
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

async function refusePendingMigrations(dataSource: DataSource): Promise<void> {
  const pending = await new MigrationExecutor(dataSource).getPendingMigrations();
  if (pending.length > 0) throw new PendingMigrationsError(pending.map(({ name }) => name));
}
