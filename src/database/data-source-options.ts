import { type DataSourceOptions } from 'typeorm';
import { engineEntities, engineMigrations } from '../learning-engine/index.js';
import { platformEntities } from '../platform/entities/platform-entities.js';
import { platformMigrations } from '../platform/migrations/platform-migrations.js';

/** The connection options of the service, of the migration commands and of the tests. */
export const dataSourceOptions = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: [...engineEntities, ...platformEntities],
  migrations: [...engineMigrations, ...platformMigrations],
  migrationsTransactionMode: 'each',
  synchronize: false,
  logging: false,
  applicationName: 'learning-engine',
  connectTimeoutMS: 2000,
  // gen_random_uuid() is built in: no extension, and no right to create one, is needed.
  uuidExtension: 'pgcrypto',
  installExtensions: false,
});
