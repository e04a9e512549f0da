import { type EventEmitter } from 'node:events';
import { type DataSourceOptions } from 'typeorm';
import { engineEntities, engineMigrations } from '../learning-engine/index.js';
import { platformEntities } from '../platform/entities/platform-entities.js';
import { platformMigrations } from '../platform/migrations/platform-migrations.js';

/** A peer that is gone without a word is noticed: pg leaves this off, and the system asks after two hours. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/** Between pg-pool's listener and TypeORM's a connection has none: if it is lost just then, the process would end. */
const SURVIVE_LOSS = { onConnect: (client: EventEmitter) => client.on('error', () => undefined) };

/** In milliseconds. The client's own limit is the longest, so that the server's clearer error wins. */
const STATEMENT_LIMITS = {
  lock_timeout: 1000,
  statement_timeout: 2000,
  query_timeout: 2500,
  idle_in_transaction_session_timeout: 10_000,
};

const schemaOptions = {
  type: 'postgres',
  entities: [...engineEntities, ...platformEntities],
  migrations: [...engineMigrations, ...platformMigrations],
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
  connectTimeoutMS: 2000,
  extra: { ...KEEP_ALIVE, ...SURVIVE_LOSS, ...STATEMENT_LIMITS },
});

/** The connection options of whoever runs migrations, which take the time they need; for MigratingDataSource. */
export const migrationOptions = (url: string): DataSourceOptions => ({
  ...schemaOptions,
  url,
  connectTimeoutMS: 10_000,
  extra: KEEP_ALIVE,
});
