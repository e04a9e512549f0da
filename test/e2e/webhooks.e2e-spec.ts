import {
  type WebhookChangesResponse,
  type WebhookResponse,
  type WebhookWithSecretResponse,
} from 'learning-engine/http';
import { JobsService } from 'learning-engine/jobs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { Env } from '../../src/config/env.js';
import { atPointer, problem, someAdmin, useApi } from '../support/http/api-client.js';
import { isSignedBy, Receiver, useReceiver } from '../support/http/use-receiver.js';
import { testEnv, useService } from '../support/http/use-service.js';
import { useWebhooks, WEBHOOK_REASON as REASON } from '../support/http/use-webhooks.js';

const sending = { JOB_CONCURRENCY: 1, WEBHOOK_PRIVATE_HOSTS: ['127.0.0.1'] };

describe('webhooks', () => {
  const service = useService(Object.assign(new Env(), testEnv, sending));
  const api = useApi(service);
  const receiver = useReceiver();
  const { create, show, test, deliveries, activate, isOf, attempted } = useWebhooks(service, receiver);

  it('tell a receiver of a change, signed after Standard Webhooks, and nothing of secrets', async () => {
    const { secret, ...created } = await create('activated', { description: 'The timetable' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(created).toMatchObject({
      ...{ url: receiver.urlOf('activated'), description: 'The timetable', event_types: ['algorithm.activated'] },
      ...{ enabled: true, disabled_because: null, failing_since: null, previous_secret_valid_until: null },
      ...{ revision: 1, ...REASON, changed_by_user_id: someAdmin.userId },
    });
    expect(await show(created.id)).toEqual(created);

    const activation_id = await activate('adaptive', 'v1', 'Canary 1');
    const told = await receiver.until(({ content }) => content.data.activation_id === activation_id);
    expect(told.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'learning-engine-webhooks',
    });
    expect(isSignedBy(secret!, told)).toBe(true);
    expect(isSignedBy(secret!, { ...told, body: `${told.body} ` })).toBe(false);
    expect(told.content).toEqual({
      ...{ type: 'algorithm.activated', tenant: 'default', key: 'adaptive' },
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      position: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      data: {
        activation_id,
        algo_version_id: expect.any(String) as string,
        params_id: expect.any(String) as string,
      },
    });
    expect(told.body).not.toContain('Canary');

    expect(await attempted(created.id, told.id)).toMatchObject({
      ...{ webhook_id: created.id, type: 'algorithm.activated', position: told.content.position, body: told.content },
      ...{ status: 'DELIVERED', attempts: 1, next_attempt_at: null, last_status: 204, last_error: null },
    });
    const stored = await service.app.get(DataSource).query<object[]>(
      `SELECT encode(secret, 'escape') AS secret, encode(secret, 'base64') AS base64, webhook::text AS row
       FROM webhook_endpoints AS webhook UNION ALL SELECT response, null, null FROM idempotency_keys`,
    );
    expect(JSON.stringify(stored)).not.toContain(secret!.slice('whsec_'.length, -1));
  });

  it('tell of the end of jobs, and not of what their types leave out', async () => {
    const { id } = await create('jobs', { event_types: ['job.ended'] });
    const job = (await api.post('jobs', { kind: 'runs.verify-checksums' }, someAdmin).expect(201)).body as {
      id: string;
    };
    await activate('mistakes', 'v1', 'Not for this one');
    const told = await receiver.until(({ content }) => content.key === job.id);
    expect(told.content).toMatchObject({
      type: 'job.ended',
      data: { kind: 'runs.verify-checksums', status: (await service.app.get(JobsService).getJob(job.id)).status },
    });
    await attempted(id, told.id);
    expect((await deliveries(id)).deliveries.map(({ type }) => type)).toEqual(['job.ended']);
  });

  it('are not told of what was before them', async () => {
    await activate('revision', 'v1', 'Before');
    const { id } = await create('later');
    const activation_id = await activate('revision', 'v0', 'After');
    await receiver.until(({ content }) => content.data.activation_id === activation_id);
    const { deliveries: made } = await deliveries(id);
    expect(made.map(({ body }) => (body as { data: object }).data)).toMatchObject([{ activation_id }]);
  });

  it('are signed by two secrets while one is rotated, and by the new one alone where the former one leaked', async () => {
    const { id, secret: first } = await create('rotated');
    const rotate = async (more: object) =>
      (await api.post(`webhooks/${id}/secret`, { reason: 'It is a year old', ...more }, someAdmin).expect(200))
        .body as WebhookWithSecretResponse;
    const second = await rotate({});
    expect(second).toMatchObject({ revision: 2, reason: 'It is a year old' });
    const hours = (Date.parse(second.previous_secret_valid_until!) - Date.parse(second.changed_at)) / 3_600_000;
    expect(hours).toBeCloseTo(24, 1);
    const during = await receiver.until(isOf((await test(id)).id));
    expect([first, second.secret].map((secret) => isSignedBy(secret!, during))).toEqual([true, true]);

    const third = await rotate({ previous_valid_hours: 0 });
    expect(third.previous_secret_valid_until).toBeNull();
    const after = await receiver.until(isOf((await test(id)).id));
    const all = [first, second.secret, third.secret];
    expect(all.map((secret) => isSignedBy(secret!, after))).toEqual([false, false, true]);

    for (const previous_valid_hours of [-1, 169, 1.5, '2']) {
      const body = { ...REASON, previous_valid_hours };
      const refused = await api.post(`webhooks/${id}/secret`, body, someAdmin).expect(400);
      expect(refused.body).toEqual(problem('invalid-request', atPointer('/previous_valid_hours')));
    }
  });

  it('are disabled by 410 Gone, and told again once they are enabled', async () => {
    receiver.answering = (_request, response) => void response.writeHead(410).end();
    const { id, url } = await create('gone');
    const lost = await attempted(id, (await test(id)).id);
    expect(lost).toMatchObject({ status: 'FAILED', attempts: 1, last_status: 410, last_error: 'HTTP_STATUS' });
    expect(await show(id)).toMatchObject({ enabled: false, disabled_because: 'gone', revision: 2 });

    receiver.answering = (_request, response) => void response.writeHead(200).end('thanks');
    const waiting = await test(id);
    const set = { url, event_types: ['job.ended'], reason: 'It is back', enabled: true };
    const enabled = (await api.put(`webhooks/${id}`, set, someAdmin).expect(200)).body as WebhookResponse;
    expect(enabled).toMatchObject({ enabled: true, disabled_because: null, failing_since: null, revision: 3 });
    await receiver.until(isOf(waiting.id));

    const again = await api.post(`webhooks/${id}/deliveries/${lost.id}/redeliver`, {}, someAdmin).expect(202);
    expect(again.body).toMatchObject({ id: lost.id, status: 'PENDING', attempts: 1, ended_at: null });
    await receiver.until((request) => request.id === lost.id && receiver.received.filter(isOf(lost.id)).length === 2);
    const { changes } = (await api.get(`webhooks/${id}/changes`, someAdmin).expect(200)).body as WebhookChangesResponse;
    expect(changes).toMatchObject([
      { revision: 3, action: 'changed', enabled: true, reason: 'It is back', event_types: ['job.ended'] },
      { revision: 2, action: 'disabled', enabled: false, changed_by_user_id: null },
      { revision: 1, action: 'created', enabled: true, changed_by_user_id: someAdmin.userId, ...REASON },
    ]);
  });

  it('follow no redirect, and say since when nothing comes through', async () => {
    const other = new Receiver();
    await other.start();
    receiver.answering = (_request, response) => void response.writeHead(307, { location: other.urlOf() }).end();
    const { id } = await create('moved');
    const moved = await attempted(id, (await test(id)).id);
    expect(moved).toMatchObject({ status: 'PENDING', attempts: 1, last_status: 307, last_error: 'REDIRECTED' });
    expect(Date.parse(moved.next_attempt_at!)).toBeGreaterThan(Date.parse(moved.last_attempt_at!));
    expect((await show(id)).failing_since).not.toBeNull();
    expect(other.received).toEqual([]);
    await other.stop();

    receiver.answering = (_request, response) => void response.writeHead(204).end();
    await api.post(`webhooks/${id}/deliveries/${moved.id}/redeliver`, {}, someAdmin).expect(202);
    await receiver.until(() => receiver.received.filter(isOf(moved.id)).length === 2);
    while ((await show(id)).failing_since !== null) await sleep(20);
  });

  it('connect to no address that is not public, whatever its name is', async () => {
    const before = receiver.received.length;
    const { id } = await create('', { url: receiver.urlOf('', 'localhost').replace('http:', 'https:') });
    const refused = await attempted(id, (await test(id)).id);
    expect(refused).toMatchObject({ status: 'PENDING', last_status: null, last_error: 'ADDRESS_NOT_ALLOWED' });
    expect(receiver.received).toHaveLength(before);
  });
});
