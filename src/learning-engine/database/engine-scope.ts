import { type DataSource } from 'typeorm';
import { type ScopeName } from '../domain/engine-events.js';
import { InvalidDataSourceError } from '../errors/database.errors.js';
import { queryWithRetry } from './retry/query-with-retry.js';

/** The schema of the tables; before the migrations have run, that in which they will make them. */
const NAMES = `
  SELECT current_database() AS database, nspname AS schema, quote_ident(nspname) AS quoted
  FROM set_config('quote_all_identifiers', 'off', true) AS as_in_triggers, pg_namespace
  WHERE oid = coalesce((SELECT relnamespace FROM pg_class WHERE oid = to_regclass('algo_activations')),
    (SELECT oid FROM pg_namespace WHERE nspname = current_schema()))`;

/**
 * Where one engine works. What caches, groups, locks, sweeps or prepares belongs to one scope, and shares nothing with that of
 * another scope in the same process or database.
 */
export class EngineScope {
  constructor(
    /** The host's. */
    readonly dataSource: DataSource,
    /** What events of this engine say of it: always this object. */
    readonly name: ScopeName,
    /** Before the key of each advisory lock, as the triggers take it: other schemas of the database have keys of their own. */
    readonly lockPrefix: string,
  ) {}

  /**
   * @param dataSource is initialised
   * @param tenant what events and jobs call the school
   * @throws InvalidDataSourceError when its connections have no schema
   * @throws DatabaseUnavailableError when the database cannot do its part
   */
  static async of(dataSource: DataSource, tenant = 'default'): Promise<EngineScope> {
    const [row] = await queryWithRetry(() =>
      dataSource.query<Record<'database' | 'schema' | 'quoted', string>[]>(NAMES),
    );
    if (!row) {
      throw new InvalidDataSourceError(
        'No schema of the search_path of the DataSource exists, or may be used. Create the schema, or grant USAGE on it.',
      );
    }
    const { database, schema, quoted } = row;
    return new EngineScope(dataSource, Object.freeze({ database, schema, tenant }), `learning:${quoted}:`);
  }
}
