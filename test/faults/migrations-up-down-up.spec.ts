import { query } from '../support/database/embedded-child.js';
import { migrated, migrating, serviceMigrations } from '../support/database/migrating.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { schemaSnapshot } from '../support/database/schema-snapshot.js';
import { useTestDatabase } from '../support/database/test-database.js';

describe('D6: up, down and up again', () => {
  const database = useEmptyDatabase();

  it.each(serviceMigrations.map(({ name }, i) => [name, i + 1] as const))(
    '%s reverts exactly what it made, and makes the same again',
    (_, count) =>
      migrating(
        database.url,
        async (dataSource) => {
          const before = await migrated(dataSource);
          await dataSource.runMigrations();
          const after = await migrated(dataSource);
          expect(after).not.toBe(before);

          await dataSource.undoLastMigration();
          expect(await migrated(dataSource)).toBe(before);

          await dataSource.runMigrations();
          expect(await migrated(dataSource)).toBe(after);
        },
        count,
      ),
  );

  it('leaves entities and schema in agreement', () =>
    migrating(database.url, async (dataSource) => {
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map(({ query: text }) => text)).toEqual([]);
    }));

  it.each([
    ["INSERT INTO algo_versions (algo_key, version, status) VALUES ('mastery', 'test_1', 'ACTIVE')", 'one_active'],
    [
      "INSERT INTO algo_versions (algo_key, version, status) VALUES ('mastery', 'test_1', 'LIVE')",
      'ck_algo_versions_status',
    ],
    ['TRUNCATE algo_runs', 'algo_runs_no_truncate'],
  ])('leaves the rules in force: %s', async (change, rule) => {
    await expect(query(database.url, change)).rejects.toMatchObject({
      constraint: expect.stringContaining(rule) as string,
    });
  });
});

// TypeORM compares indexes and CHECKs by name, and triggers not at all.
describe('D6: drift that TypeORM does not see', () => {
  const database = useTestDatabase();

  it.each([
    [
      'the condition of an index',
      `DROP INDEX ux_algo_versions_one_active;
       CREATE UNIQUE INDEX ux_algo_versions_one_active ON algo_versions (algo_key) WHERE status = 'DEPRECATED'`,
    ],
    [
      'a CHECK',
      `ALTER TABLE algo_versions DROP CONSTRAINT ck_algo_versions_status,
                                 ADD CONSTRAINT ck_algo_versions_status CHECK (status <> '')`,
    ],
    ['a trigger', 'DROP TRIGGER algo_runs_no_delete ON algo_runs'],
    [
      'a function of triggers',
      "CREATE OR REPLACE FUNCTION algo_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ],
  ])('is seen by the snapshot: %s', (_, drift) =>
    migrating(database.url, async (dataSource) => {
      const before = await schemaSnapshot(dataSource);
      await dataSource.query(drift);

      expect((await dataSource.driver.createSchemaBuilder().log()).upQueries).toEqual([]);
      expect(await schemaSnapshot(dataSource)).not.toBe(before);
    }),
  );
});
