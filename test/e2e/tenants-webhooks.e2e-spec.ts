import { type WebhookResponse } from 'learning-engine/http';
import { useReceiver } from '../support/http/use-receiver.js';
import { bearerOf, useTenants } from '../support/http/use-tenants.js';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';

const WEBHOOK_KEY = 'ab'.repeat(32);

describe('webhooks of several schools', () => {
  const service = useTenants(['north', 'south'], { WEBHOOK_KEY, WEBHOOK_PRIVATE_HOSTS: ['127.0.0.1'] });
  const receiver = useReceiver();
  const workers: Spawned[] = [];
  afterAll(async () => {
    for (const worker of workers) {
      worker.signal('SIGTERM');
      await worker.end();
    }
  });
  const post = async <T>(tenant: string, path: string, body: object): Promise<T> => {
    const init = { method: 'POST', body: JSON.stringify({ reason: 'a test', ...body }) };
    const { status, text } = await service.ask(bearerOf(tenant), `/v1/learning/${path}`, init);
    expect([200, 201]).toContain(status);
    return JSON.parse(text) as T;
  };
  const work = (tenant: string) => {
    const env = { DATABASE_URL: service.urls().url, TENANTS: 'true', WEBHOOK_KEY, WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' };
    const worker = [...script('src/cli/main.ts'), 'worker', '--tenant', tenant];
    workers.push(Spawned.run(process.execPath, worker, cleanEnv(env)));
  };

  it('are sent by the worker of the school alone, and say whose they are', async () => {
    for (const tenant of ['north', 'south']) {
      const given = { url: receiver.urlOf(tenant), event_types: ['algorithm.activated'] };
      const { id } = await post<WebhookResponse>(tenant, 'webhooks', given);
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
    }
    for (const tenant of ['north', 'south']) await post(tenant, 'algorithms/mastery/versions/v1/activate', {});
    work('north');
    await receiver.until(({ content }) => content.tenant === 'north');
    expect(receiver.received.map(({ content }) => content.tenant)).toEqual(['north']);

    work('south');
    const { content } = await receiver.until((request) => request.content.tenant === 'south');
    expect(content).toMatchObject({ type: 'algorithm.activated', key: 'mastery' });
    expect(receiver.received.map(({ content: { tenant } }) => tenant)).toEqual(['north', 'south']);
  });
});
