import { type DataSourceOptions } from 'typeorm';
import { engineEntities } from '../entities/engine-entities.js';
import { engineMigrations } from '../migrations/engine-migrations.js';
import { connectionLimits } from './connection-limits.js';
import { PinnedClient } from './pinned-client.js';

/** What a host adds to the engine's own. */
export interface HostSchema {
  entities?: readonly (new () => object)[];
  migrations?: readonly (new () => object)[];
  /**
   * The schema of all tables, which exists: every connection looks for tables there and nowhere else, whatever server, database
   * and role set, and behind a pooler, too. Default: the first one of the search_path.
   */
  schema?: string;
}

const schemaOptions = ({ entities = [], migrations = [] }: HostSchema) =>
  ({
    type: 'postgres',
    entities: [...engineEntities, ...entities],
    migrations: [...engineMigrations, ...migrations],
    migrationsTransactionMode: 'each',
    applicationName: 'learning-engine',
    synchronize: false,
    logging: false,
    // gen_random_uuid() is built in: no extension, and no right to create one, is needed.
    uuidExtension: 'pgcrypto',
    installExtensions: false,
  }) satisfies DataSourceOptions;

/** What `PinnedClient` heeds. */
const inSchema = ({ schema }: HostSchema) => (schema === undefined ? {} : { schema });

/** The options of a DataSource on which nothing waits for ever. */
export const engineOptions = (url: string, host: HostSchema = {}): DataSourceOptions => ({
  ...schemaOptions(host),
  url,
  poolSize: 10,
  extra: { ...connectionLimits, ...inSchema(host) },
});

const { keepAlive, keepAliveInitialDelayMillis } = connectionLimits;

/** The options of a DataSource that runs migrations, which take the time they need; for MigratingDataSource. */
export const migratingOptions = (url: string, host: HostSchema = {}): DataSourceOptions => ({
  ...schemaOptions(host),
  url,
  connectTimeoutMS: 10_000,
  extra: { keepAlive, keepAliveInitialDelayMillis, Client: PinnedClient, ...inSchema(host) },
});
