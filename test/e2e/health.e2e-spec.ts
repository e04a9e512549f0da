import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ServingIndicator } from '../../src/health/serving.indicator.js';
import { RegistryService } from '../../src/learning-engine/index.js';
import { createVersion } from '../support/engine/factories.js';
import { useService } from '../support/http/use-service.js';

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
      .expect(200, { status: 'ok', checks: { serving: 'up', database: 'up', schema: 'up', engine: 'up' } })
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

  it('is not ready while something is live that has no code', async () => {
    await createVersion(database(), 'ghost', 'v1');
    await service.app.get(RegistryService).activateAlgoVersion('ghost', 'v1');

    expect(await reasonOfRefusal()).toContain(
      'engine: ghost v1 is live, but no class in code has this key and version',
    );

    await database().query('ALTER TABLE algo_versions DISABLE TRIGGER USER');
    await database().query("UPDATE algo_versions SET status = 'DEPRECATED' WHERE algo_key = 'ghost'");
    await database().query('ALTER TABLE algo_versions ENABLE TRIGGER USER');
    await ready().expect(200);
  });

  it('is not ready any more when it was told to stop, and still answers', async () => {
    service.app.get(ServingIndicator).stop();

    expect(await reasonOfRefusal()).toBe('Not ready. serving: the service was told to stop');
  });
});
