import { type DataSource } from 'typeorm';
import { schemaState } from '../../src/database/schema-state.js';
import { countStatements } from '../support/count-statements.js';
import { query, until } from '../support/embedded-child.js';
import { scaled } from '../support/fault-scale.js';
import { migrated, migrating, serviceMigrations } from '../support/migrating.js';
import { useEmptyDatabase } from '../support/own-database.js';
import { cleanEnv, Spawned } from '../support/spawned.js';

const MIGRATION_RUN = [
  ...['--import', '@swc-node/register/esm-register'],
  ...['node_modules/typeorm/cli.js', 'migration:run', '-d', 'ormconfig.ts'],
];

describe('a run of migrations that is killed', () => {
  const reference = useEmptyDatabase();
  const counted = useEmptyDatabase();
  /** What the first n migrations leave. */
  const after: string[] = [];

  /** How many a whole run sends. */
  let statements: number;

  beforeAll(async () => {
    for (let count = 0; count <= serviceMigrations.length; count += 1) {
      const step = async (dataSource: DataSource) => {
        await dataSource.runMigrations();
        after.push(await migrated(dataSource));
      };
      await migrating(reference.url, step, count);
    }
    await migrating(counted.url, async (dataSource) => {
      statements = (await countStatements(dataSource, () => dataSource.runMigrations())).statements.length;
    });
  });

  const rounds = Array.from({ length: scaled(50, 5) }, (_, i) => i + 1);
  describe.each(rounds)('at random, %i', () => {
    const database = useEmptyDatabase();
    const othersThere = async () =>
      (await query(database.url, 'SELECT FROM pg_stat_activity WHERE datname = current_database()')).length > 1;

    it('leaves whole migrations only, and the next run adds the rest', async () => {
      const killedAt = 1 + Math.floor(Math.random() * statements);
      const child = Spawned.run(process.execPath, MIGRATION_RUN, cleanEnv({ DATABASE_URL: database.url }));
      // The command prints each statement before it sends it.
      await child.saying(new RegExp(`(?:(?:(?!query:)[^])*query:){${killedAt}}`));
      child.signalGroup('SIGKILL');
      await child.end();
      await until(async () => !(await othersThere()));

      await migrating(database.url, async (dataSource) => {
        const count = serviceMigrations.length - (await schemaState(dataSource)).pending.length;
        expect({ killedAt, left: await migrated(dataSource) }).toEqual({ killedAt, left: after[count] });

        await dataSource.runMigrations();
        expect({ killedAt, left: await migrated(dataSource) }).toEqual({ killedAt, left: after.at(-1) });
      });
    });
  });
});
