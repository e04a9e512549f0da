import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReadyCheck } from '../../src/health/ready-check.js';
import { ServingIndicator } from '../../src/health/serving.indicator.js';
import { onServer } from '../support/database/own-database.js';
import { createVersion, setActive } from '../support/engine/factories.js';
import { useService } from '../support/http/use-service.js';

const UP = { serving: 'up', database: 'up', schema: 'up', engine: 'up' };

describe('health', () => {
  const service = useService();
  const database = () => service.app.get(DataSource);
  const live = () => service.request().get('/health/live').expect(200, { status: 'ok' });
  const ready = () => service.request().get('/health/ready');

  /** What the log says of an answer that tells the caller nothing but that it is 503. */
  async function reasonOfRefusal(): Promise<string> {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    try {
      const answer = await ready()
        .expect(503)
        .expect('Content-Type', /^application\/problem\+json/);
      expect(answer.body).toEqual({
        type: '/docs/problems#service-unavailable',
        title: 'The service cannot answer now.',
        status: 503,
        request_id: answer.headers['x-request-id'],
      });
      await live();
      expect(warn).toHaveBeenCalledTimes(1);
      return String(warn.mock.calls[0]![0]);
    } finally {
      warn.mockRestore();
    }
  }

  it('needs no token, and is never cached', async () => {
    await live().expect('Cache-Control', /no-store/);
    await ready()
      .expect(200, { status: 'ok', checks: { ...UP, writes: 'up' } })
      .expect('Cache-Control', /no-store/);
  });

  it('is not ready while a migration is pending', async () => {
    const [last] = await database()
      .query<[{ timestamp: string; name: string }]>(
        'DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations) RETURNING timestamp, name',
      )
      .then(([rows]) => rows as unknown as [{ timestamp: string; name: string }]);

    expect(await reasonOfRefusal()).toContain(`schema: The database lacks 1 migrations (${last.name})`);

    await database().query('INSERT INTO migrations (timestamp, name) VALUES ($1, $2)', [last.timestamp, last.name]);
    await ready().expect(200);
  });

  it('is not ready while the schema is newer than the code', async () => {
    await database().query("INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'Next9999999999999')");

    expect(await reasonOfRefusal()).toMatch(/schema: The database is newer than this code.*\(Next9999999999999\)/);

    await database().query('DELETE FROM migrations WHERE timestamp = 9999999999999');
    await ready().expect(200);
  });

  it('is ready while an active version has no code here, and not when none of them has', async () => {
    await createVersion(database(), 'ghost', 'v1');
    await setActive(database(), "version = 'v0' OR algo_key = 'ghost'");
    await ready().expect(200);

    await setActive(database(), "algo_key = 'ghost'");
    expect(await reasonOfRefusal()).toContain('engine: This instance can run none of the active versions: ghost v1');

    await setActive(database(), "version = 'v0'");
    await ready().expect(200);
  });

  it('is ready for readers while the database takes no writes, and says so', async () => {
    const { database: name } = database().driver;
    const begin = async (setting: string) => {
      await database().query(`ALTER DATABASE ${name} ${setting}`);
      await database().query(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'learning-engine probes' AND datname = current_database()",
      );
      await ready(); // finds that the session is gone
    };
    await begin('SET default_transaction_read_only = on');
    await ready().expect(200, { status: 'ok', checks: { ...UP, writes: 'down' } });

    await onServer((client) => client.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`));
    await begin('SET work_mem = 8192');
    await ready().expect(200, { status: 'ok', checks: { ...UP, writes: 'up' } });
  });

  it('is ready while callers hold every connection of the pool, and while they keep the event loop busy', async () => {
    await ready().expect(200);
    const held = Array.from({ length: 10 }, () => database().createQueryRunner());
    for (const runner of held) await runner.connect();
    try {
      const answer = service.app.get(ReadyCheck).ask();
      await new Promise(setImmediate);
      const end = performance.now() + 1500;
      while (performance.now() < end);
      expect(await answer).toEqual({ takesWrites: true });
    } finally {
      for (const runner of held) await runner.release();
    }
  });

  it('is not ready any more when it was asked to stop, and still answers', async () => {
    service.app.get(ServingIndicator).stop();

    expect(await reasonOfRefusal()).toBe('Not ready. serving: the service is shutting down');
  });
});
