import { query } from '../support/database/embedded-child.js';
import { useEmptyDatabase } from '../support/database/own-database.js';
import { useStartSandbox } from '../support/processes/start-sandbox.js';
import { until } from '../support/database/embedded-child.js';
import { Client } from 'pg';

describe('D4: a service that waits for the migrations of others', () => {
  const database = useEmptyDatabase();
  const sandbox = useStartSandbox();

  it('stops as soon as it is asked to', async () => {
    const holder = new Client(database.url);
    await holder.connect();
    try {
      await holder.query("SELECT pg_advisory_lock(hashtextextended('learning:public:migrations', 0))");
      const service = sandbox.main({ DATABASE_URL: database.url, MIGRATE_ON_BOOT: 'true' });
      const waiting = () =>
        query(
          database.url,
          "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'learning-engine migrations%'",
        );
      await until(async () => (await waiting()).length > 0);
      service.signal('SIGTERM');

      expect(await service.end()).toBe(0);
      expect(service.stderr).not.toContain('Other migrations are running');
    } finally {
      await holder.end();
    }
  });
});
