import { connectionLimits } from '../../src/learning-engine/index.js';
import { migrationOptions } from '../../src/database/data-source-options.js';
import { MigratingDataSource } from '../../src/database/migrating-data-source.js';
import { query } from '../support/database/embedded-child.js';
import { useRestartableServer } from '../support/database/restartable-server.js';
import { openEngine } from '../support/engine/open-engine.js';

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
});
