import {
  type WebhookChangesResponse,
  type WebhooksResponse,
  type WebhookWithSecretResponse,
} from 'learning-engine/http';
import request from 'supertest';
import { Env } from '../../src/config/env.js';
import { atPointer, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { useReceiver } from '../support/http/use-receiver.js';
import { bearer, openService, someUser, testEnv, useService } from '../support/http/use-service.js';
import { useWebhooks, WEBHOOK_REASON as REASON } from '../support/http/use-webhooks.js';

describe('webhooks that administrators set over HTTP', () => {
  const service = useService(Object.assign(new Env(), testEnv, { WEBHOOK_PRIVATE_HOSTS: ['127.0.0.1'] }));
  const api = useApi(service);
  const receiver = useReceiver();
  const { create, show, test, deliveries } = useWebhooks(service, receiver);

  it.each([
    ['http://school.example/hooks', '/url'],
    ['ftp://school.example/hooks', '/url'],
    ['https://user:secret@school.example/hooks', '/url'],
    ['https://school.example/hooks#part', '/url'],
    ['https://127.0.0.2/', '/url'],
    ['https://2130706434/', '/url'],
    ['https://0x7f.2/', '/url'],
    ['https://0177.0.0.2/', '/url'],
    ['https://10.1.2.3/', '/url'],
    ['https://169.254.169.254/latest/meta-data', '/url'],
    ['https://[::1]/', '/url'],
    ['https://[::ffff:10.1.2.3]/', '/url'],
    ['https://[fe80::1]/', '/url'],
    ['https://[fd00::1]/', '/url'],
    ['school.example', '/url'],
    [17, '/url'],
  ])('lead nowhere private: %s', async (url, pointer) => {
    const refused = await api.post('webhooks', { url, event_types: ['job.ended'], ...REASON }, someAdmin).expect(400);
    expect(refused.body).toEqual(problem('invalid-request', atPointer(pointer)));
  });

  it.each([
    [{ event_types: [] }, '/event_types'],
    [{ event_types: ['answers.recorded'] }, '/event_types'],
    [{ event_types: 'job.ended' }, '/event_types'],
    [{ event_types: [{}] }, '/event_types'],
    [{ description: '' }, '/description'],
    [{ reason: undefined }, '/reason'],
    [{ secret: 'mine' }, '/secret'],
  ])('are not created with %j', async (more, pointer) => {
    const given = { url: 'https://school.example/hooks', event_types: ['job.ended'], ...REASON, ...more };
    const refused = await api.post('webhooks', given, someAdmin).expect(400);
    expect(refused.body).toEqual(problem('invalid-request', atPointer(pointer)));
  });

  it('are listed, set where they are as they were seen, and removed with their deliveries', async () => {
    const { id, url } = await create('set');
    const created = await show(id);
    const set = (body: object, revision: string) =>
      service
        .request()
        .put(`/v1/learning/webhooks/${id}`)
        .set('Authorization', bearer(someAdmin))
        .set('If-Match', revision)
        .send({ url, event_types: ['job.ended'], ...REASON, ...body });
    expect((await set({ event_types: created.event_types }, '"1"').expect(200)).body).toEqual(created);
    await set({ enabled: false, reason: 'Holidays' }, '"1"').expect(200);
    expect((await set({}, '"1"').expect(412)).body).toEqual(problem('webhook-changed'));
    expect(await show(id)).toMatchObject({ enabled: false, reason: 'Holidays', revision: 2 });
    const { id: waits } = await test(id);
    expect((await deliveries(id, '?status=PENDING')).deliveries.map((delivery) => delivery.id)).toEqual([waits]);
    expect((await deliveries(id, '?status=FAILED')).deliveries).toEqual([]);

    await create('other');
    const page = (await api.get('webhooks?limit=1', someAdmin).expect(200)).body as WebhooksResponse;
    const others = (await api.get(`webhooks?cursor=${page.next_cursor}`, someAdmin).expect(200))
      .body as WebhooksResponse;
    expect([...page.webhooks, ...others.webhooks].map((webhook) => webhook.id)).toContain(id);

    const removed = await api.delete(`webhooks/${id}`, { reason: 'Not needed' }, someAdmin).expect(200);
    expect(removed.body).toMatchObject({ id, revision: 2 });
    for (const path of [`webhooks/${id}`, `webhooks/${id}/deliveries`]) {
      expect((await api.get(path, someAdmin).expect(404)).body).toEqual(problem('webhook-not-found'));
    }
    const asked = await api.post(`webhooks/${id}/deliveries/${waits}/redeliver`, {}, someAdmin).expect(404);
    expect(asked.body).toEqual(problem('webhook-delivery-not-found'));
    const { changes } = (await api.get(`webhooks/${id}/changes`, someAdmin).expect(200)).body as WebhookChangesResponse;
    expect(changes[0]).toMatchObject({ revision: 3, action: 'removed', reason: 'Not needed' });
  });

  it('are created once under a key, whose repetition does not tell the secret', async () => {
    const given = { url: receiver.urlOf('keyed'), event_types: ['job.ended'], ...REASON };
    const send = () => api.post('webhooks', given, someAdmin).set('Idempotency-Key', '"a webhook"').expect(201);
    const first = (await send()).body as WebhookWithSecretResponse;
    expect((await send()).body).toEqual({ ...first, secret: null });
  });

  it('are for administrators', async () => {
    const { id } = await create('roles');
    const { id: delivery } = await test(id);
    const routes = [
      ['get', ''],
      ['post', ''],
      ['get', `/${id}`],
      ['put', `/${id}`],
      ['delete', `/${id}`],
      ['post', `/${id}/secret`],
      ['get', `/${id}/changes`],
      ['get', `/${id}/deliveries`],
      ['post', `/${id}/deliveries/${delivery}/redeliver`],
      ['post', `/${id}/test`],
    ] as const;
    for (const [method, path] of routes) {
      const ask = () => service.request()[method](`/v1/learning/webhooks${path}`);
      await ask().expect(401);
      for (const role of ['user', 'reader', 'service'] as const) {
        await ask()
          .set('Authorization', bearer({ ...someUser, role }))
          .expect(403);
      }
    }
    expect(await show(id)).toMatchObject({ revision: 1, enabled: true });
  });

  it('need a key', async () => {
    const app = await openService(service.databaseUrl, Object.assign(new Env(), testEnv, { WEBHOOK_KEY: undefined }));
    const given = { url: 'https://school.example/hooks', event_types: ['job.ended'], ...REASON };
    const refused = await request(app.getHttpServer())
      .post('/v1/learning/webhooks')
      .set('Authorization', bearer(someAdmin))
      .send(given)
      .expect(409);
    expect(refused.body).toEqual(problem('webhooks-not-set-up'));
    await app.close();
  });
});
