import { Client } from 'pg';
import { type QueryRunner } from 'typeorm';
import { connectionLimits, MigratingDataSource } from 'learning-engine/persistence';
import { migrationOptions } from '../../src/database/data-source-options.js';
import { query } from '../support/database/embedded-child.js';
import { serviceMigrations } from '../support/database/migrating.js';
import { useRestartableServer } from '../support/database/restartable-server.js';
import { openEngine } from '../support/engine/open-engine.js';

class AddColumn1999000000000 {
  up(queryRunner: QueryRunner) {
    return queryRunner.query('ALTER TABLE algo_runs ADD more int');
  }
  down = () => Promise.resolve();
}

describe('a lock that a prepared transaction holds', () => {
  const server = useRestartableServer();
  beforeAll(async () => {
    await query(server.url(), 'ALTER SYSTEM SET max_prepared_transactions = 1'); // 0 is the default
    await server.restart('fast');
    const dataSource = await new MigratingDataSource(migrationOptions(server.url())).initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
  });

  it('is told by the error of the call that did not get it, with how to end it', async () => {
    const engine = await openEngine(
      server.url(),
      { runs: { reaper: false } },
      { extra: { ...connectionLimits, lock_timeout: 250 } },
    );
    const activate = () => engine.registry.activateAlgoVersion('mastery', 'v1');
    try {
      await query(
        server.url(),
        `BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('learning:public:mastery', 0)); PREPARE TRANSACTION 'batch 7'`,
      );
      await expect(activate()).rejects.toMatchObject({
        failure: 'conflict',
        holders: [{ pid: 0, name: 'batch 7' }],
        message: expect.stringMatching(/a prepared transaction \(of "batch 7"\).* ROLLBACK PREPARED/) as string,
      });

      await query(server.url(), `ROLLBACK PREPARED 'batch 7'`);
      expect(await activate()).toMatchObject({ status: 'ACTIVE' });
    } finally {
      await engine.app.close();
    }
  });

  it('is told by the migration that gives up, as a session is', async () => {
    const use = 'BEGIN; LOCK algo_runs IN ROW EXCLUSIVE MODE';
    await query(server.url(), `${use}; PREPARE TRANSACTION 'batch 8'`);
    const user = new Client(server.url());
    await user.connect();
    const options = { ...migrationOptions(server.url()), migrations: [...serviceMigrations, AddColumn1999000000000] };
    const dataSource = await new MigratingDataSource(options, { patienceMs: 0 }).initialize();
    try {
      await user.query(use);
      const { rows } = await user.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');

      await expect(dataSource.runMigrations()).rejects.toThrow(
        new RegExp(`more than 0 s: prepared transactions, backend pid ${rows[0]!.pid}\\..* pg_prepared_xacts`),
      );
    } finally {
      await user.end();
      await dataSource.destroy();
    }
  });
});
