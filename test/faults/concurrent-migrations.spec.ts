import { Client } from 'pg';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { migrationOptions } from '../../src/database/data-source-options.js';
import {
  lockMigrations,
  MigratingDataSource,
  MigrationLockLostError,
  MigrationLockTimeoutError,
  unlockMigrations,
} from 'learning-engine/persistence';
import { query, until } from '../support/database/embedded-child.js';
import { scaled } from '../support/fault-scale.js';
import { GATE, gatedOptions } from '../support/database/gated-migrations.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { cleanEnv, SERVICE, Spawned, script } from '../support/processes/spawned.js';

const NAME = 'learning-engine migrations pid';

describe('D4: migrations at once', () => {
  const started: Spawned[] = [];
  const clients: Client[] = [];
  const dataSources: MigratingDataSource[] = [];

  const run = (command: string, args: string[], env: NodeJS.ProcessEnv = {}) => {
    const spawned = Spawned.run(command, args, cleanEnv(env));
    started.push(spawned);
    return spawned;
  };
  const migrate = (url: string) => run(process.execPath, [...script('test/support/database/migrate.cli.ts'), url]);
  const connect = async (url: string) => {
    const client = new Client({ connectionString: url });
    clients.push(client);
    await client.connect();
    return client;
  };
  const open = async (url: string, patienceMs?: number) => {
    const dataSource = new MigratingDataSource(gatedOptions(url), { patienceMs });
    dataSources.push(dataSource);
    return dataSource.initialize();
  };
  const timeout = async (waiter: MigratingDataSource) => {
    const failure: unknown = await waiter.runMigrations().catch((error: unknown) => error);
    if (!(failure instanceof MigrationLockTimeoutError)) throw new Error('did not time out', { cause: failure });
    return failure;
  };
  const closeGate = async (url: string) => {
    const client = await connect(url);
    await client.query(`SELECT pg_advisory_lock(${GATE})`);
    return { open: () => client.query(`SELECT pg_advisory_unlock(${GATE})`) };
  };

  afterEach(async () => {
    for (const child of started.splice(0)) {
      child.signalGroup('SIGKILL');
      await child.end();
    }
    for (const client of clients.splice(0)) await client.end();
    for (const dataSource of dataSources.splice(0)) await dataSource.destroy();
  });

  const sessions = (url: string) =>
    query(
      url,
      `SELECT application_name FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE '${NAME} %'`,
    );
  /** The server's process that is in the middle of a migration, of a client of ours or of any. */
  const atGate = (url: string, client = 0) =>
    until(async () => {
      const [waiting] = await query(
        url,
        `SELECT pid FROM pg_locks JOIN pg_stat_activity a USING (pid)
          WHERE locktype = 'advisory' AND NOT granted AND a.datname = current_database()
            AND a.application_name LIKE '${NAME} ${client || '%'}'`,
      );
      return waiting?.pid as number | undefined;
    });
  const tables = async (url: string) =>
    (await query(url, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")).map(
      (row) => row.relname,
    );
  const recorded = async (url: string) =>
    (await query(url, 'SELECT name FROM migrations ORDER BY id')).map((row) => row.name);
  const gatedNames = ['WaitAtGate1700000000001', 'GoOn1700000000002'];

  describe('of the service', () => {
    const database = useEmptyDatabase();
    const env = () => ({ DATABASE_URL: database.url });
    const boot = async () => {
      const more = { MIGRATE_ON_BOOT: 'true', PORT: '0', JWT_SECRET: 'x'.repeat(32) };
      const service = run(process.execPath, SERVICE, { ...env(), ...more });
      await service.saying(/Stop it with Ctrl-C/);
      service.signal('SIGTERM');
      return service.end();
    };
    const command = () => run('npm', ['run', 'migration:run'], env()).end();

    it(
      'all succeed, by command and at boot, and each migration runs once',
      async () => {
        const count = scaled(20, 6);
        const holder = await connect(database.url);
        await lockMigrations(holder, { patienceMs: 0 });
        const codes = Promise.all(Array.from({ length: count }, (_, i) => (i % 2 ? boot() : command())));
        // One by one, as many processes take their time to start.
        for (let i = 1; i <= count; i += 1) await until(async () => (await sessions(database.url)).length > i);
        expect(await tables(database.url)).toEqual([]); // nothing is done without the lock
        await unlockMigrations(holder);

        expect(await codes).toEqual(Array<number>(count).fill(0));
        const names = (migrationOptions(database.url).migrations as { name: string }[]).map(({ name }) => name);
        expect((await recorded(database.url)).sort()).toEqual(names.sort());
      },
      scaled(600_000, 120_000),
    );
  });

  describe('when the one that runs is killed', () => {
    const database = useEmptyDatabase();

    it('lets the others go on, although its statement would take for ever', async () => {
      const gate = await closeGate(database.url);
      const holder = migrate(database.url);
      await atGate(database.url, holder.pid);
      const others = [migrate(database.url), migrate(database.url)];
      await until(async () => (await sessions(database.url)).length === 3);

      holder.signal('SIGKILL');
      await until(async () => (await sessions(database.url)).length === 2);
      await atGate(database.url); // one of the others, as the gate is still closed
      await gate.open();

      expect(await Promise.all(others.map((other) => other.end()))).toEqual([0, 0]);
      expect(await recorded(database.url)).toEqual(gatedNames);
    });
  });

  describe('when waiting takes too long', () => {
    const database = useEmptyDatabase();

    it('name who runs them, and leave that one alone', async () => {
      const gate = await closeGate(database.url);
      const holder = migrate(database.url);
      const pid = await atGate(database.url, holder.pid);
      const waiter = await open(database.url, 0);

      const failure = await timeout(waiter);
      expect(failure.holder).toEqual({ pid, name: `${NAME} ${holder.pid}` });
      expect(failure.message).toContain(`"${NAME} ${holder.pid}" (backend pid ${pid})`);
      await expect(waiter.undoLastMigration()).rejects.toThrow(MigrationLockTimeoutError);
      expect(await atGate(database.url, holder.pid)).toBe(pid);

      await gate.open();
      expect(await holder.end()).toBe(0);
      expect(await recorded(database.url)).toEqual(gatedNames);
      await waiter.undoLastMigration();
      expect(await recorded(database.url)).toEqual(gatedNames.slice(0, 1));
    });
  });

  describe.each([
    ['succeeded', ''],
    ['failed', 'SELECT 1 / 0'],
  ])('when the session loses the lock in a migration that %s', (_, then) => {
    const database = useEmptyDatabase();

    it('say so', async () => {
      class Unlock1700000000003 implements MigrationInterface {
        async up(queryRunner: QueryRunner): Promise<void> {
          await queryRunner.query('SELECT pg_advisory_unlock_all()');
          if (then) await queryRunner.query(then);
        }
        async down(): Promise<void> {}
      }
      const options = { ...gatedOptions(database.url), migrations: [Unlock1700000000003] };
      const dataSource = await new MigratingDataSource(options).initialize();
      dataSources.push(dataSource);
      const log = jest.spyOn(console, 'log').mockImplementation(); // TypeORM's word on the failure

      const failure = await dataSource.runMigrations().catch((error: unknown) => error);

      log.mockRestore();
      expect(failure).toBeInstanceOf(MigrationLockLostError);
      const { cause } = failure as MigrationLockLostError;
      expect(cause).toEqual(then ? expect.objectContaining({ message: 'division by zero' }) : undefined);
    });
  });

  describe('when the session with the lock is cut off', () => {
    const database = useEmptyDatabase();

    it('undo what was not through, and do not go on without the lock', async () => {
      const gate = await closeGate(database.url);
      const log = jest.spyOn(console, 'log').mockImplementation(); // TypeORM's word on the failure
      const running = (await open(database.url)).runMigrations();
      const outcome = expect(running).rejects.toThrow();
      await atGate(database.url);
      const { holder } = await timeout(await open(database.url, 0));
      await query(database.url, `SELECT pg_terminate_backend(${holder!.pid})`);
      await outcome;
      log.mockRestore();
      expect(await recorded(database.url)).toEqual([]);
      expect(await tables(database.url)).not.toContain('at_gate');

      await gate.open();
      await (await open(database.url)).runMigrations();
      expect(await recorded(database.url)).toEqual(gatedNames);
    });
  });
});
