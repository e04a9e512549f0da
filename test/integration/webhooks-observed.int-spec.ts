import { DoctorService } from 'learning-engine';
import { LearningMetricsModule } from 'learning-engine/metrics';
import { Registry } from 'prom-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { openWebhooks, type WebhookHost } from '../support/engine/open-webhooks.js';
import { codesOf } from '../support/engine/seeded-drifts.js';
import { useReceiver } from '../support/http/use-receiver.js';

const KEY = 'ab'.repeat(32);
const REASON = { reason: 'because' };

describe('webhooks, as metrics and the doctor show them', () => {
  const database = useTestDatabase();
  const receiver = useReceiver();
  const registry = new Registry();
  let host: WebhookHost;
  beforeAll(async () => {
    const modules = [LearningMetricsModule.forRoot({ registry })];
    host = await openWebhooks(database.url, { key: KEY, deliver: false }, modules);
  });
  afterAll(() => host?.app.close());
  afterEach(async () => {
    for (const { id } of (await host.webhooks.list()).webhooks) await host.webhooks.remove(id, REASON);
  });

  const findings = async () =>
    codesOf(await host.app.get(DoctorService, { strict: false }).diagnose()).filter((code) =>
      code.startsWith('WEBHOOK'),
    );
  const metrics = async () =>
    Object.fromEntries(
      (await registry.metrics()).split('\n').flatMap((line): [string, number][] => {
        const [, name, value] = /^(learning_webhook\S*) (\S+)$/.exec(line) ?? [];
        return name ? [[name, Number(value)]] : [];
      }),
    );
  const create = async () =>
    (await host.webhooks.create({ url: receiver.urlOf(), eventTypes: ['job.ended'] }, REASON)).webhook.id;
  const ago = (table: string, column: string, time: string) =>
    host.dataSource.query(`UPDATE ${table} SET ${column} = clock_timestamp() - interval '${time}'`);
  /** Sends until something is so. */
  const sending = async (holds: () => Promise<boolean>, key = KEY) => {
    const sender = await openWebhooks(database.url, { key });
    while (!(await holds())) await sleep(20);
    await sender.app.close();
  };
  const isFailing = async (id: string) => (await host.webhooks.get(id)).failingSince !== null;

  it('say nothing where there are none, or all is well', async () => {
    expect(await findings()).toEqual([]);
    expect(await metrics()).toEqual({
      'learning_webhooks{state="enabled"}': 0,
      'learning_webhooks{state="failing"}': 0,
      'learning_webhooks{state="disabled"}': 0,
      'learning_webhook_deliveries_last_hour{status="delivered"}': 0,
      'learning_webhook_deliveries_last_hour{status="failed"}': 0,
      learning_webhook_oldest_waiting_seconds: 0,
      learning_webhooks_unsent_seconds: 0,
    });
    const id = await create();
    await host.deliveries.sendTest(id);
    await sending(async () => (await host.deliveries.list(id)).deliveries[0]!.status === 'DELIVERED');
    expect(await findings()).toEqual([]);
    expect(await metrics()).toMatchObject({
      'learning_webhooks{state="enabled"}': 1,
      'learning_webhook_deliveries_last_hour{status="delivered"}': 1,
      learning_webhooks_unsent_seconds: 0,
    });
  });

  it('tell of deliveries that no process sends, and not of those that wait for their next attempt', async () => {
    const id = await create();
    await host.deliveries.sendTest(id);
    await ago('webhook_deliveries', 'created_at', '1 hour');
    await host.dataSource.query("UPDATE webhook_deliveries SET next_attempt_at = clock_timestamp() + interval '1 day'");
    await ago('webhook_endpoints', 'changed_at', '1 hour');
    expect(await findings()).toEqual([]);
    expect(await metrics()).toMatchObject({ learning_webhooks_unsent_seconds: 0 });
    expect((await metrics()).learning_webhook_oldest_waiting_seconds).toBeGreaterThanOrEqual(3600);

    await ago('webhook_deliveries', 'next_attempt_at', '11 minutes');
    expect(await findings()).toEqual(['WEBHOOKS_UNSENT webhook_deliveries']);
    expect((await metrics()).learning_webhooks_unsent_seconds).toBeGreaterThanOrEqual(660);
    await ago('webhook_endpoints', 'changed_at', '0 s'); // as one that was enabled a moment ago
    expect(await findings()).toEqual([]);
  });

  it('tell of events of which no process makes deliveries', async () => {
    await create();
    await ago('webhook_endpoints', 'created_at', '1 hour');
    await host.dataSource.transaction(async (manager) => {
      await host.events.record(manager, { type: 'job.ended', key: 'a' });
      await manager.query("SET LOCAL session_replication_role = 'replica'");
      await manager.query("UPDATE engine_events SET recorded_at = recorded_at - interval '11 minutes' WHERE key = 'a'");
    });
    // Readable once transactions of other databases have ended.
    while ((await findings()).length === 0) await sleep(20);
    expect(await findings()).toEqual(['WEBHOOKS_UNSENT webhook_deliveries']);
    await sending(async () => (await metrics()).learning_webhooks_unsent_seconds === 0);
    expect(await findings()).toEqual([]);
  });

  it('tell of receivers that fail for an hour, or are gone', async () => {
    const id = await create();
    receiver.answering = (_request, response) => void response.writeHead(500).end();
    await host.deliveries.sendTest(id);
    await host.dataSource.query('UPDATE webhook_deliveries SET attempts_left = 1');
    await sending(() => isFailing(id));
    expect(await metrics()).toMatchObject({
      'learning_webhooks{state="failing"}': 1,
      'learning_webhooks{state="enabled"}': 0,
      'learning_webhook_deliveries_last_hour{status="failed"}': 1,
    });
    expect(await findings()).toEqual([]);
    await ago('webhook_endpoints', 'failing_since', '61 minutes');
    expect(await findings()).toEqual(['WEBHOOK_FAILING webhook_endpoints']);

    receiver.answering = (_request, response) => void response.writeHead(410).end();
    await host.deliveries.sendTest(id);
    await sending(async () => !(await host.webhooks.get(id)).enabled);
    expect(await findings()).toEqual(['WEBHOOK_GONE webhook_endpoints']);
    expect(await metrics()).toMatchObject({ 'learning_webhooks{state="disabled"}': 1 });
  });

  it('tell of secrets that workers cannot read', async () => {
    const id = await create();
    await host.deliveries.sendTest(id);
    await sending(() => isFailing(id), 'cd'.repeat(32));
    expect(await findings()).toEqual(['WEBHOOK_SECRET_UNREADABLE webhook_deliveries']);
  });
});
