import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { startScriptWith } from '../support/engine/engine-script.js';
import { openWebhooks, type WebhookHost } from '../support/engine/open-webhooks.js';
import { isSignedBy, Receiver } from '../support/http/use-receiver.js';
import { type Spawned } from '../support/processes/spawned.js';

const KEY = 'ab'.repeat(32);
const file = (name: string) => resolve('test/fixtures/tls', name);

describe('webhooks over TLS', () => {
  const database = useTestDatabase();
  const receiver = new Receiver({ cert: readFileSync(file('server.pem')), key: readFileSync(file('server-key.pem')) });
  let host: WebhookHost;
  let sender: Spawned | undefined;
  beforeAll(async () => {
    await receiver.start();
    host = await openWebhooks(database.url, { key: KEY, deliver: false });
  });
  afterEach(async () => {
    sender?.signal('SIGKILL');
    await sender?.end();
  });
  afterAll(async () => {
    await host?.app.close();
    await receiver.stop();
  });
  const create = (hostName?: string) =>
    host.webhooks.create({ url: receiver.urlOf('', hostName), eventTypes: ['job.ended'] }, { reason: 'because' });
  const send = async (env: NodeJS.ProcessEnv) => {
    sender = startScriptWith(env, 'send-webhooks', database.url, KEY);
    await sender.saying(/^up$/m);
  };

  it('are sent where the certificate is of an authority that is known', async () => {
    const { webhook, secret } = await create();
    expect(webhook.url).toMatch(/^https:/);
    const { id } = await host.deliveries.sendTest(webhook.id);
    await send({ NODE_EXTRA_CA_CERTS: file('ca.pem') });
    expect(isSignedBy(secret, await receiver.until((request) => request.id === id))).toBe(true);
    await host.webhooks.remove(webhook.id, { reason: 'The end' });
  });

  it('are not sent where it is not, and say so', async () => {
    const { webhook } = await create();
    const { id } = await host.deliveries.sendTest(webhook.id);
    await send({});
    for (;;) {
      const { deliveries } = await host.deliveries.list(webhook.id);
      if (deliveries[0]!.lastError === 'CERTIFICATE_REJECTED') break;
      await sleep(20);
    }
    expect(receiver.received.filter((request) => request.id === id)).toEqual([]);
  });
});
