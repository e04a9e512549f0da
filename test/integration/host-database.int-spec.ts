import { type ClientBase } from 'pg';
import { type DataSourceOptions, DefaultNamingStrategy } from 'typeorm';
import { InvalidDataSourceError } from 'learning-engine';
import { connectionLimits, engineEntities } from 'learning-engine/persistence';
import { query } from '../support/database/embedded-child.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { openEngine } from '../support/engine/open-engine.js';

/** Passes over the names that entities give their columns. */
class PropertyNames extends DefaultNamingStrategy {
  override columnName(property: string, _custom: string | undefined, prefixes: string[]): string {
    return prefixes.concat(property).join('_');
  }
}

/** Keeps them, and renames the others. */
class UpperCase extends DefaultNamingStrategy {
  override columnName(property: string, custom: string | undefined): string {
    return custom ?? property.toUpperCase();
  }
}

const inSchema = (extra: object): Partial<DataSourceOptions> => ({ migrationsRun: true, extra });

describe('the database of a host', () => {
  const database = useTestDatabase();
  const empty = useEmptyDatabase();

  it.each<[Partial<DataSourceOptions>, string]>([
    [{ schema: 'learning' }, 'looks for algo_versions at learning.algo_versions'],
    [{ entityPrefix: 'app_' }, 'looks for algo_versions at app_algo_versions'],
    [{ entities: engineEntities.slice(0, 2) }, 'does not know AlgoRun'],
    [{ namingStrategy: new PropertyNames() }, 'renames columns of algo_versions: algo_key to algoKey, '],
    [{ namingStrategy: new UpperCase() }, 'renames columns of algo_versions: id to ID, version to VERSION, '],
  ])('must not have its entities look elsewhere than the statements do: %#', async (connection, message) => {
    const opening = openEngine(database.url, {}, connection);

    await expect(opening).rejects.toBeInstanceOf(InvalidDataSourceError);
    await expect(opening).rejects.toThrow(message);
  });

  it('must not do so before the tables are there, either', async () => {
    const opening = openEngine(empty.url, {}, { schema: 'elsewhere' });

    await expect(opening).rejects.toBeInstanceOf(InvalidDataSourceError);
  });

  it('may name the schema in which the tables are', async () => {
    const engine = await openEngine(database.url, {}, { schema: 'public' });
    expect(await engine.registry.activateAlgoVersion('mastery', 'v1')).toMatchObject({ status: 'ACTIVE' });
    await engine.app.close();
  });

  it.each([
    ['by the options of the connection', 'a', inSchema({ ...connectionLimits, options: '-c search_path=a' })],
    [
      'when it is made',
      'b',
      inSchema({ ...connectionLimits, onConnect: (client: ClientBase) => client.query('SET search_path = b') }),
    ],
  ])('may have the engine in another schema: the search_path is set %s', async (_how, schema, connection) => {
    await query(empty.url, `CREATE SCHEMA ${schema}`);
    const engine = await openEngine(empty.url, { registry: { maxAgeMs: 0 } }, connection);
    try {
      await engine.registry.activateAlgoVersion('mastery', 'v1', { reason: 'a test' });
      await engine.execution.execute('mastery', { states: [], events: [] });
      await engine.registry.rollback('mastery');

      expect(await query(empty.url, `SELECT status FROM ${schema}.algo_runs`)).toEqual([{ status: 'SUCCESS' }]);
      expect(await query(empty.url, "SELECT to_regclass('public.algo_runs') AS elsewhere")).toEqual([
        { elsewhere: null },
      ]);
    } finally {
      await engine.app.close();
    }
  });
});
