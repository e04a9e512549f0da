import { Socket } from 'node:net';
import { DataSource, type DataSourceOptions, type MigrationInterface, type QueryRunner } from 'typeorm';
import { dataSourceOptions, migrationOptions } from '../../src/database/data-source-options.js';
import { connectionLimits, MigratingDataSource } from 'learning-engine/persistence';
import { query, until } from '../support/database/embedded-child.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { useDataSource } from '../support/database/use-data-source.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';

const NAMES = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout'];
const limitsOf = async (runner: { query(text: string): Promise<unknown> }) =>
  (await runner.query(`SELECT ${NAMES.map((name) => `current_setting('${name}')`).join(" || ' ' || ")} AS limits`)) as [
    { limits: string },
  ];

describe('D2: a connection of the service', () => {
  const database = useEmptyDatabase();
  const dataSource = useDataSource(database);

  it('has limits on the server', async () => {
    expect(await limitsOf(dataSource())).toEqual([{ limits: '1s 2s 10s 0' }]);
  });

  it('asks whether its peer is alive', async () => {
    const setKeepAlive = jest.spyOn(Socket.prototype, 'setKeepAlive');
    await (await new DataSource(dataSourceOptions(database.url)).initialize()).destroy();

    expect(setKeepAlive).toHaveBeenCalledWith(true, 10_000);
    setKeepAlive.mockRestore();
  });

  it('gives up a server that does not answer, but lets the server be the first: its errors say more', async () => {
    expect(connectionLimits.query_timeout).toBeGreaterThan(connectionLimits.statement_timeout);
    const queryRunner = dataSource().createQueryRunner();
    try {
      const [{ pid }] = (await queryRunner.query('SELECT pg_backend_pid() AS pid')) as [{ pid: number }];
      await queryRunner.query('SET statement_timeout = 0');
      await expect(queryRunner.query('SELECT pg_sleep(600)')).rejects.toThrow('Query read timeout');
      await dataSource().query('SELECT pg_terminate_backend($1)', [pid]);
    } finally {
      await queryRunner.release();
    }
  });
});

const INSERTING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND state = 'active' AND query LIKE '%INSERT INTO algo_runs%'`;

describe('D2: a connection of the record of runs', () => {
  const database = useTestDatabase();
  let engine: Engine;
  beforeAll(async () => {
    // Without limits of the host's: these are the engine's own.
    engine = await openEngine(database.url, { runs: { reaper: false } }, { extra: {} });
    await engine.dataSource.query(`
      CREATE SEQUENCE tries;
      CREATE FUNCTION never_end() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM nextval('tries'), pg_sleep(600); RETURN NEW; END $$;
      CREATE TRIGGER never_end BEFORE INSERT ON algo_runs FOR EACH ROW EXECUTE FUNCTION never_end()`);
  });
  afterAll(() => engine?.app.close());

  it('has a limit on the server, and what took too long is not sent again', async () => {
    const { version, params } = (await engine.registry.resolveActive('mastery'))!;

    const start = engine.runs.logRunStart({ algoVersionId: version.id, paramsId: params.id });
    await expect(start).rejects.toMatchObject({ failure: 'overload' });
    // Had the client alone given up, the server would go on for ten minutes.
    await until(async () => (await query(database.url, INSERTING)).length === 0);
    expect(await engine.dataSource.query('SELECT last_value FROM tries')).toEqual([{ last_value: '1' }]);
  });
});

describe('D2: a connection of migrations', () => {
  const database = useEmptyDatabase();
  let seen: unknown;

  class LookAtLimits1700000000001 implements MigrationInterface {
    async up(queryRunner: QueryRunner): Promise<void> {
      seen = await limitsOf(queryRunner);
    }

    async down(): Promise<void> {}
  }

  it('has none but that of a wait for a lock, whatever the database sets', async () => {
    const [row] = await query(database.url, 'SELECT current_database() AS name');
    for (const name of NAMES) await query(database.url, `ALTER DATABASE ${String(row!.name)} SET ${name} = '5s'`);
    const options = { ...migrationOptions(database.url), migrations: [LookAtLimits1700000000001] } as DataSourceOptions;
    const dataSource = await new MigratingDataSource(options).initialize();
    try {
      await dataSource.runMigrations();
    } finally {
      await dataSource.destroy();
    }

    expect(seen).toEqual([{ limits: '300ms 0 0 0' }]);
  });
});
