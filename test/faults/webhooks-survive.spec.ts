import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { startScript } from '../support/engine/engine-script.js';
import { openWebhooks, type WebhookHost } from '../support/engine/open-webhooks.js';
import { scaled } from '../support/fault-scale.js';
import { isSignedBy, Receiver } from '../support/http/use-receiver.js';

const KEY = 'cd'.repeat(32);
const ROUNDS = scaled(60, 4);
const EVENTS = 5;
const REASON = { reason: 'because' };

describe('webhooks whose processes, receivers and transactions fail', () => {
  const database = useTestDatabase();
  let host: WebhookHost;
  let receiver: Receiver;
  beforeAll(async () => {
    host = await openWebhooks(database.url, { key: KEY, deliver: false });
  });
  afterAll(() => host?.app.close());
  beforeEach(async () => {
    receiver = new Receiver();
    await receiver.start();
  });
  afterEach(async () => {
    for (const { id } of (await host.webhooks.list()).webhooks) await host.webhooks.remove(id, REASON);
    await receiver.stop();
  });

  const sender = async () => {
    const started = startScript('send-webhooks', database.url, KEY);
    await started.saying(/^up$/m);
    return started;
  };
  const create = (url = receiver.urlOf()) => host.webhooks.create({ url, eventTypes: ['job.ended'] }, REASON);
  /** Events in a transaction that commits; their keys. */
  const record = async (count = 1): Promise<string[]> => {
    const keys = Array.from({ length: count }, () => randomUUID());
    await host.dataSource.transaction(async (manager) => {
      for (const key of keys) await host.events.record(manager, { type: 'job.ended', key, payload: {} });
    });
    return keys;
  };
  const until = async (holds: () => Promise<boolean> | boolean) => {
    while (!(await holds())) await sleep(20);
  };
  const has = (key: string) => receiver.received.some(({ content }) => content.key === key);
  const statuses = async (webhookId: string) =>
    (await host.deliveries.list(webhookId, {}, { limit: 200 })).deliveries.map(({ status }) => status);

  it('lose nothing that was committed, and make nothing twice, whenever a sender is killed', async () => {
    const { webhook, secret } = await create();
    const all: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const killed = await sender();
      const recorded = record(EVENTS);
      await sleep(Math.random() * 150);
      killed.signal('SIGKILL');
      all.push(...(await recorded));
      await killed.end();
    }
    // What a killed process held is free at once: the test does not wait for the end of its lease.
    await host.dataSource.query("UPDATE webhook_deliveries SET lease_expires_at = NULL WHERE status = 'PENDING'");
    const last = await sender();
    await until(() => all.every(has));
    await until(async () => (await statuses(webhook.id)).every((status) => status === 'DELIVERED'));
    last.signal('SIGKILL');
    await last.end();
    expect(await statuses(webhook.id)).toHaveLength(all.length);
    expect(receiver.received.every((request) => isSignedBy(secret, request))).toBe(true);
    const ids = new Map(receiver.received.map(({ id, content }) => [content.key, id]));
    for (const { id, content } of receiver.received) expect(ids.get(content.key)).toBe(id);
  });

  it('are sent by one of two processes at a time', async () => {
    const { webhook } = await create();
    const senders = await Promise.all([sender(), sender()]);
    receiver.answering = (_request, response) => void setTimeout(() => response.writeHead(204).end(), 30);
    const keys = await record(40);
    await until(async () => (await statuses(webhook.id)).filter((status) => status === 'DELIVERED').length === 40);
    expect(receiver.received.map(({ content }) => content.key).sort()).toEqual([...keys].sort());
    expect(receiver.doubled).toEqual([]);
    senders.forEach((one) => one.signal('SIGKILL'));
  });

  it('are told of events of a transaction that commits later than those of a later one', async () => {
    await create();
    const started = await sender();
    const [slow, quick] = [randomUUID(), randomUUID()];
    await host.dataSource.transaction(async (manager) => {
      await host.events.record(manager, { type: 'job.ended', key: slow, payload: {} });
      await host.dataSource.transaction((other) =>
        host.events.record(other, { type: 'job.ended', key: quick, payload: {} }),
      );
      await sleep(300); // a reader by id would go past the slow one here
      expect(has(slow)).toBe(false);
    });
    await until(() => has(slow) && has(quick));
    started.signal('SIGKILL');
  });

  it('are not told of what was rolled back', async () => {
    await create();
    const started = await sender();
    const undone = randomUUID();
    await expect(
      host.dataSource.transaction(async (manager) => {
        await host.events.record(manager, { type: 'job.ended', key: undone, payload: {} });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    const [key] = await record();
    await until(() => has(key!));
    expect(has(undone)).toBe(false);
    started.signal('SIGKILL');
  });

  it('reach a receiver that was down, and are failed in the end where it stays so', async () => {
    const { webhook } = await create();
    await receiver.stop();
    const started = await sender();
    const keys = await record(3);
    await until(async () => (await host.webhooks.get(webhook.id)).failingSince !== null);
    await receiver.start();
    await until(() => keys.every(has));
    await until(async () => (await host.webhooks.get(webhook.id)).failingSince === null);

    receiver.answering = (_request, response) => void response.writeHead(500).end();
    const [lost] = await record();
    await until(async () => (await statuses(webhook.id)).includes('FAILED'));
    const failed = (await host.deliveries.list(webhook.id, { status: 'FAILED' })).deliveries;
    expect(failed).toMatchObject([{ attempts: 6, lastStatus: 500, lastError: 'HTTP_STATUS', nextAttemptAt: null }]);
    expect(receiver.received.filter(({ content }) => content.key === lost)).toHaveLength(6);

    receiver.answering = (_request, response) => void response.writeHead(204).end();
    await host.deliveries.redeliver(webhook.id, failed[0]!.id);
    await until(async () => !(await statuses(webhook.id)).includes('FAILED'));
    await until(() => receiver.received.filter(({ content }) => content.key === lost).length === 7);
    started.signal('SIGKILL');
  });

  it('are not held up by a receiver that is slow, or whose answer never ends', async () => {
    const slow = new Receiver();
    await slow.start();
    slow.answering = ({ content }, response) => {
      if (content.key.startsWith('0')) return;
      response.writeHead(200);
      const more = setInterval(() => response.write('x'.repeat(8192)), 5);
      response.on('close', () => clearInterval(more));
    };
    const [stuck, quick] = [await create(slow.urlOf()), await create()];
    const started = await sender();
    const keys = await record(20);
    await until(() => keys.every(has));
    await until(async () => (await statuses(quick.webhook.id)).every((status) => status === 'DELIVERED'));
    const silent = `0${randomUUID().slice(1)}`;
    await host.dataSource.transaction((manager) =>
      host.events.record(manager, { type: 'job.ended', key: silent, payload: {} }),
    );
    await until(async () => {
      const { deliveries } = await host.deliveries.list(stuck.webhook.id, {}, { limit: 200 });
      return deliveries.some(({ body, lastError }) => body.includes(silent) && lastError === 'TIMED_OUT');
    });
    started.signal('SIGKILL');
    await slow.stop();
  });
});
