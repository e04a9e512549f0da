import { Client } from 'pg';
import { schemaState } from 'learning-engine/persistence';
import { query, until } from '../support/database/embedded-child.js';
import { scaled } from '../support/fault-scale.js';
import { migrated, migrating, serviceMigrations } from '../support/database/migrating.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { BUILT, cleanEnv, Spawned } from '../support/processes/spawned.js';

const MIGRATION_RUN = [
  ...['--import', './test/support/database/kill-at-statement.mjs'],
  ...['node_modules/typeorm/cli.js', 'migration:run', '-d', `${BUILT}/ormconfig.js`],
];

describe('D5: a run of migrations that is killed', () => {
  const stepwise = useEmptyDatabase();
  const atOnce = useEmptyDatabase();
  /** What the first n migrations leave. */
  const after: string[] = [];
  /** How many a whole run sends. */
  let statements: number;

  beforeAll(async () => {
    for (let count = 0; count <= serviceMigrations.length; count += 1) {
      await migrating(stepwise.url, (dataSource) => dataSource.runMigrations(), count);
      after.push(await migrating(stepwise.url, migrated));
    }
    const sent = jest.spyOn(Client.prototype, 'query');
    await migrating(atOnce.url, (dataSource) => dataSource.runMigrations());
    statements = sent.mock.calls.length;
    sent.mockRestore();
  });

  const rounds = Array.from({ length: scaled(50, 5) }, (_, i) => i + 1);
  describe.each(rounds)('at random, %i', (round) => {
    const database = useEmptyDatabase();
    const othersThere = async () =>
      (await query(database.url, 'SELECT FROM pg_stat_activity WHERE datname = current_database()')).length > 1;

    it('leaves whole migrations only, and the next run adds the rest', async () => {
      const at = {
        KILL_AT: String(1 + Math.floor(Math.random() * statements)),
        KILL_AFTER_SENDING: ['', 'yes'][round % 2],
      };
      const child = Spawned.run(process.execPath, MIGRATION_RUN, cleanEnv({ DATABASE_URL: database.url, ...at }));
      expect({ at, code: await child.end() }).toEqual({ at, code: null });
      await until(async () => !(await othersThere()));

      await migrating(database.url, async (dataSource) => {
        const count = serviceMigrations.length - (await schemaState(dataSource)).pending.length;
        expect({ at, left: await migrated(dataSource) }).toEqual({ at, left: after[count] });

        await dataSource.runMigrations();
        expect({ at, left: await migrated(dataSource) }).toEqual({ at, left: after.at(-1) });
      });
    });
  });
});
