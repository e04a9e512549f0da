import { type DataSourceOptions } from 'typeorm';
import { connectionLimits, engineEntities, engineMigrations, PinnedClient } from 'learning-engine/persistence';
import { userEntities } from '../users/entities/user-entities.js';
import { userMigrations } from '../users/migrations/user-migrations.js';

const schemaOptions = {
  type: 'postgres',
  entities: [...engineEntities, ...userEntities],
  migrations: [...engineMigrations, ...userMigrations],
  migrationsTransactionMode: 'each',
  applicationName: 'learning-engine',
  synchronize: false,
  logging: false,
  // gen_random_uuid() is built in: no extension, and no right to create one, is needed.
  uuidExtension: 'pgcrypto',
  installExtensions: false,
} satisfies DataSourceOptions;

/** The connection options of the service and of the tests: nothing waits for ever. */
export const dataSourceOptions = (url: string): DataSourceOptions => ({
  ...schemaOptions,
  url,
  poolSize: 10,
  extra: connectionLimits,
});

const { keepAlive, keepAliveInitialDelayMillis } = connectionLimits;

/** The connection options of migrations, which take the time they need; for MigratingDataSource. */
export const migrationOptions = (url: string): DataSourceOptions => ({
  ...schemaOptions,
  url,
  connectTimeoutMS: 10_000,
  extra: { keepAlive, keepAliveInitialDelayMillis, Client: PinnedClient },
});
