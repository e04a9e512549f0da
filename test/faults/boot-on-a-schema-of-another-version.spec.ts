import { DatabaseUnreachableError, schemaState, SchemaNewerThanCodeError } from 'learning-engine/persistence';
import { PendingMigrationsError } from '../../src/database/database.errors.js';
import { openDataSource } from '../../src/database/open-data-source.js';
import { query } from '../support/database/embedded-child.js';
import { migrated, migrating, serviceMigrations } from '../support/database/migrating.js';
import { onServer, useEmptyDatabase } from '../support/database/own-database.js';
import { cleanEnv, SERVICE, Spawned } from '../support/processes/spawned.js';
import { useTestDatabase } from '../support/database/test-database.js';

const names = serviceMigrations.map(({ name }) => name);
const last = names.slice(-1);

const boot = (url: string, migrate: boolean) =>
  openDataSource({ url, migrate }).then(
    (dataSource) => dataSource.destroy(),
    (error: unknown) => error as Error,
  );

/** What is there, the table of migrations included. */
const everything = async (url: string) => [
  await migrating(url, migrated),
  await query(url, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"),
];

/** What a boot says that changes nothing. */
async function refusal(url: string, migrate: boolean) {
  const before = await everything(url);
  const failure = await boot(url, migrate);
  expect(await everything(url)).toEqual(before);
  return failure;
}

describe('D5: a boot on a schema older than the code', () => {
  const empty = useEmptyDatabase();
  const older = useEmptyDatabase();
  beforeAll(() => migrating(older.url, (dataSource) => dataSource.runMigrations(), -1));

  it('is rejected, names what is missing and changes nothing', async () => {
    expect(await refusal(empty.url, false)).toEqual(new PendingMigrationsError(names));
    expect(await refusal(older.url, false)).toEqual(new PendingMigrationsError(last));
  });
});

describe('D5: a boot on a schema newer than the code', () => {
  const newer = useTestDatabase();
  const newerAndOlder = useEmptyDatabase();
  const unknown = ['OfTheNextVersion9999999999999'];
  let child: Spawned | undefined;
  afterAll(() => child?.signalGroup('SIGKILL'));
  beforeAll(async () => {
    await migrating(newerAndOlder.url, (dataSource) => dataSource.runMigrations(), -1);
    for (const { url } of [newer, newerAndOlder]) {
      await query(url, `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, '${unknown[0]}')`);
    }
  });

  it.each([false, true])('is rejected, names what is unknown and changes nothing; migrate: %s', async (migrate) => {
    for (const { url } of [newer, newerAndOlder]) {
      expect(await refusal(url, migrate)).toEqual(new SchemaNewerThanCodeError(unknown));
    }
  });

  it('ends the process with a plain message', async () => {
    const env = cleanEnv({ DATABASE_URL: newer.url, PORT: '0', JWT_SECRET: 'x'.repeat(32) });
    child = Spawned.run(process.execPath, SERVICE, env);

    expect(await child.end()).toBe(1);
    expect(child.stderr.trimEnd().split('\n').at(-1)).toBe(new SchemaNewerThanCodeError(unknown).message);
  });

  it('can be foreseen', () =>
    migrating(newerAndOlder.url, async (dataSource) => {
      expect(await schemaState(dataSource)).toEqual({ pending: last, unknown });
    }));
});

describe('D5: a boot with a role that may create nothing', () => {
  const current = useTestDatabase();
  const role = `looks_only_${process.pid}`;
  const url = () => Object.assign(new URL(current.url), { username: role, password: 'x' }).href;
  beforeAll(() => query(current.url, `CREATE ROLE ${role} LOGIN PASSWORD 'x'`));
  afterAll(() => onServer((client) => client.query(`DROP ROLE ${role}`)));

  it('says so when the role may not even look', async () => {
    const failure = await boot(url(), false);

    expect(failure).toBeInstanceOf(DatabaseUnreachableError);
    expect(failure).toMatchObject({
      message: expect.stringContaining('permission denied for table migrations') as string,
    });
  });

  it.each([false, true])('succeeds on a current schema; migrate: %s', async (migrate) => {
    await query(current.url, `GRANT SELECT ON migrations TO ${role}`);

    expect(await boot(url(), migrate)).toBeUndefined();
  });
});
