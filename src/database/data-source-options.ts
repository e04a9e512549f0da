import { evidenceMigrations } from 'learning-engine/evidence';
import { jobMigrations } from 'learning-engine/jobs';
import { learnerMigrations } from 'learning-engine/learners';
import { engineOptions, type HostSchema, migratingOptions } from 'learning-engine/persistence';
import { webhookMigrations } from 'learning-engine/webhooks';
import { type DataSourceOptions } from 'typeorm';
import { userEntities } from '../users/entities/user-entities.js';
import { userMigrations } from '../users/migrations/user-migrations.js';

/** What the service adds to the engine's schema. */
export const hostSchema: HostSchema = {
  entities: userEntities,
  migrations: [...userMigrations, ...jobMigrations, ...learnerMigrations, ...evidenceMigrations, ...webhookMigrations],
};

/**
 * The connection options of the service and of the tests: nothing waits for ever.
 *
 * @param schema of the tables; default: the first of the search_path
 */
export const dataSourceOptions = (url: string, schema?: string): DataSourceOptions =>
  engineOptions(url, { ...hostSchema, schema });

/** The connection options of migrations, which take the time they need; for MigratingDataSource. */
export const migrationOptions = (url: string, schema?: string): DataSourceOptions =>
  migratingOptions(url, { ...hostSchema, schema });
