import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { openWebhooks, type WebhookHost } from '../support/engine/open-webhooks.js';
import { useReceiver } from '../support/http/use-receiver.js';
import { useCommands } from '../support/processes/use-commands.js';

describe('commands of webhooks', () => {
  const database = useTestDatabase();
  const receiver = useReceiver();
  const run = useCommands(database);
  let host: WebhookHost;
  let id: string;
  beforeAll(async () => {
    host = await openWebhooks(database.url, { key: 'ab'.repeat(32), longestRetryMs: 50 });
    const given = { url: receiver.urlOf(), eventTypes: ['job.ended' as const], description: 'The timetable' };
    id = (await host.webhooks.create(given, { reason: 'It waits for jobs' })).webhook.id;
  });
  afterAll(() => host?.app.close());
  const json = async <T>(args: string[], code = 0): Promise<T> => {
    const { code: actual, stdout, stderr } = await run(['webhooks', ...args, '--json']);
    expect([actual, stderr]).toEqual([code, '']);
    return JSON.parse(stdout) as T;
  };
  const text = async (args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(['webhooks', ...args]);
    expect([code, stderr]).toEqual([0, '']);
    return stdout;
  };
  const ended = async (delivery: string, status: string) => {
    for (;;) {
      const { deliveries } = await host.deliveries.list(id);
      if (deliveries.find((one) => one.id === delivery)?.status === status) return;
      await sleep(20);
    }
  };

  it('list and print them, without their secrets', async () => {
    expect(await text(['list'])).toBe(
      `id                                    state    url\n${id}  enabled  ${receiver.urlOf()}\n`,
    );
    const shown = await text(['show', id]);
    expect(shown).toContain(`Webhook ${id}, revision 1: enabled\n${receiver.urlOf()} (The timetable)\n`);
    expect(shown).toContain('Told of: job.ended\nReason: It waits for jobs\n');
    expect(shown).toMatch(/\n1 +\S+Z +created +- +It waits for jobs\n$/);
    const listed = await json<object>(['list']);
    expect(listed).toMatchObject({ webhooks: [{ id, enabled: true, event_types: ['job.ended'] }], next_after: null });
    expect(JSON.stringify([listed, await json(['show', id])])).not.toContain('secret"');
    expect(await json(['show', randomUUID()], 1)).toMatchObject({ error: { code: 'WEBHOOK_NOT_FOUND' } });
  });

  it('send a test, say why it failed, and send it again', async () => {
    receiver.answering = (_request, response) => void response.writeHead(503).end();
    const { id: delivery } = await json<{ id: string }>(['test', id]);
    await ended(delivery, 'FAILED');
    expect(await text(['deliveries', id, '--status', 'FAILED'])).toMatch(
      new RegExp(`\n${delivery}  webhook.test  FAILED  12 +\\S+Z +HTTP 503\n$`),
    );
    expect(await text(['list'])).toMatch(/failing since \S+Z/);

    receiver.answering = (_request, response) => void response.writeHead(204).end();
    expect(await text(['redeliver', id, '--delivery', delivery])).toContain(
      `Delivery ${delivery} (webhook.test) waits`,
    );
    await ended(delivery, 'DELIVERED');
    expect(await json(['deliveries', id, '--limit', '1'])).toMatchObject({
      ...{ deliveries: [{ id: delivery, status: 'DELIVERED', last_status: 204 }], next_before: null },
    });
    expect(await json(['redeliver', id, '--delivery', randomUUID()], 1)).toMatchObject({
      error: { code: 'WEBHOOK_DELIVERY_NOT_FOUND' },
    });
    expect(await json(['deliveries', id, '--status', 'LOST'], 2)).toMatchObject({
      error: { message: expect.stringContaining('status') as string },
    });
  });

  it('disable one and enable it again, with user and reason', async () => {
    const as = randomUUID();
    expect(await text(['disable', id, '--reason', 'Holidays', '--as', as])).toContain('revision 2: disabled\n');
    expect(await json(['enable', id, '--reason', 'School begins'])).toMatchObject({ enabled: true, revision: 3 });
    expect(await json(['show', id])).toMatchObject({
      changes: [{ reason: 'School begins' }, { reason: 'Holidays', changed_by_user_id: as }, { action: 'created' }],
    });
    const { code } = await run(['webhooks', 'disable', id]);
    expect(code).toBe(2);
  });

  it('say that a database has no webhooks', async () => {
    const tables = ['deliveries', 'endpoint_changes', 'feed_position', 'endpoints'].map((name) => `webhook_${name}`);
    await host.app.close();
    const { Client } = await import('pg');
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(`DROP TABLE ${tables.join(', ')}`).finally(() => client.end());
    expect(await json(['list'], 1)).toMatchObject({
      error: { message: expect.stringContaining('There are no tables of webhooks') as string },
    });
  });
});
