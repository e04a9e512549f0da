import { type WebhookResponse } from 'learning-engine/http';
import { Env } from '../../src/config/env.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';
import { newUser, someAdmin } from '../support/http/api-client.js';
import { useLearners } from '../support/http/learners-client.js';
import { isSignedBy, useReceiver } from '../support/http/use-receiver.js';
import { testEnv } from '../support/http/use-service.js';
import { useWebhooks, WEBHOOK_REASON } from '../support/http/use-webhooks.js';

const sending = { JOB_CONCURRENCY: 1, WEBHOOK_PRIVATE_HOSTS: ['127.0.0.1'] };

describe('webhooks', () => {
  const admin = useAdmin(Object.assign(new Env(), testEnv, sending));
  const { api, query } = useLearners(admin.service);
  const receiver = useReceiver();
  const { create, show, test, attempted } = useWebhooks(admin.service, receiver);

  it.each(VIEWS)('say that there are none ($size, $scheme)', async (view) => {
    const page = await admin.open('/webhooks', view);
    await page.getByText('There is no webhook yet.').waitFor();
    await takeScreenshot(page, 'webhooks-empty');
    await expectAccessible(page);
  });

  it('are created, whose secret is shown once, tried, changed, disabled and removed', async () => {
    const page = await admin.open('/webhooks', { statuses: [400] });
    await page.getByRole('button', { name: 'Create a webhook' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'URL' }).fill('http://school.example/hooks');
    await dialog.getByLabel('Description').fill('The timetable');
    await dialog.getByLabel('Reason').fill(WEBHOOK_REASON.reason);
    expect(await dialog.getByRole('button', { name: 'Create' }).isDisabled()).toBe(true);
    await dialog.getByLabel('job.ended').check();
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByRole('alert').getByText('/url').waitFor();
    const { y, height } = (await dialog.getByRole('alert').boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(page.viewportSize()!.height);
    await takeScreenshot(page, 'webhook-refused');
    await expectAccessible(page);
    const url = receiver.urlOf('story');
    await dialog.getByRole('textbox', { name: 'URL' }).fill(url);
    await dialog.getByRole('button', { name: 'Create' }).click();
    const secret = await page.getByRole('region', { name: 'Secret' }).innerText();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByText(secret).waitFor({ state: 'detached' });

    await page.getByRole('link', { name: url }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await dialog.getByRole('button', { name: 'Send a test' }).click();
    expect(isSignedBy(secret, await receiver.until(({ content }) => content.type === 'webhook.test'))).toBe(true);
    await page.getByRole('cell', { name: 'DELIVERED' }).waitFor();

    await page.getByRole('button', { name: 'Change', exact: true }).click();
    expect(await dialog.getByLabel('job.ended').isChecked()).toBe(true);
    await dialog.getByLabel('runs.failed').check();
    await dialog.getByLabel('Reason').fill('Failures, too');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row').filter({ hasText: 'Failures, too' }).getByText('job.ended, runs.failed').waitFor();

    await page.getByRole('button', { name: 'Disable' }).click();
    await dialog.getByLabel('Reason').fill('Holidays');
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Enable' }).waitFor();
    const [{ id }] = (await query<{ id: string }>('SELECT id FROM webhook_endpoints')) as [{ id: string }];
    expect(await show(id)).toMatchObject({
      ...{ url, description: 'The timetable', event_types: ['job.ended', 'runs.failed'], enabled: false },
      ...{ reason: 'Holidays', changed_by_user_id: someAdmin.userId, revision: 3 },
    });
    await page.getByRole('button', { name: 'Remove' }).click();
    await dialog.getByLabel('Reason').fill('The timetable is gone');
    await dialog.getByLabel('to confirm').fill(url);
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('There is no webhook yet.').waitFor();
    await api.get(`webhooks/${id}`, someAdmin).expect(404);
  });

  it('get another secret, which is shown once, too', async () => {
    const { id, secret } = await create('rotated');
    const page = await admin.open(`/webhooks/${id}`);
    await page.getByRole('button', { name: 'Rotate the secret' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('It is a year old');
    await dialog.getByLabel('Hours').fill('200');
    await dialog.getByText('It must be at least 0 and at most 168.').waitFor();
    await dialog.getByLabel('Hours').fill('1');
    await dialog.getByRole('button', { name: 'Rotate the secret' }).click();
    const shown = await page.getByRole('region', { name: 'Secret' }).innerText();
    expect(shown).not.toBe(secret);
    await page.getByText('The former secret is valid until').waitFor();
    const told = await test(id);
    const received = await receiver.until((request) => request.id === told.id);
    expect([secret!, shown].map((one) => isSignedBy(one, received))).toEqual([true, true]);

    await page.reload();
    await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
    await page.getByRole('cell', { name: 'webhook.test', exact: true }).waitFor();
    expect(await page.getByText(shown).count()).toBe(0);
  });

  it('are left as they are where another person has changed them meanwhile', async () => {
    const { id, url } = await create('stale');
    const page = await admin.open(`/webhooks/${id}`, { statuses: [412] });
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Mine');
    await dialog.getByLabel('runs.failed').check();
    await api.put(`webhooks/${id}`, { url, event_types: ['job.ended'], reason: 'Theirs' }, someAdmin).expect(200);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await show(id)).toMatchObject({ event_types: ['job.ended'], reason: 'Theirs' });
  });

  describe('of which one fails', () => {
    let failing: WebhookResponse;
    let delivery: string;
    beforeAll(async () => {
      receiver.answering = (_request, response) => void response.writeHead(500).end();
      failing = await create('failing', {
        description: 'The timetable of the upper school',
        event_types: ['job.ended'],
      });
      delivery = (await test(failing.id)).id;
      await attempted(failing.id, delivery);
      // It would take four days.
      await query(
        `UPDATE webhook_deliveries SET status = 'FAILED', attempts = 12, ended_at = now(), next_attempt_at = NULL,
           lease_expires_at = NULL WHERE id = $1`,
        [delivery],
      );
    });

    it.each(VIEWS)('say so, and what came back ($size, $scheme)', async (view) => {
      const page = await admin.open(`/webhooks/${failing.id}`, view);
      await page.getByText('Nothing came through since').waitFor();
      await page.getByRole('cell', { name: '500: the receiver refused it' }).waitFor();
      await page.getByRole('region', { name: 'History of changes' }).getByText('created').first().waitFor();
      await takeScreenshot(page, 'webhook');
      await expectAccessible(page);
    });

    it.each(VIEWS)('are listed with their state ($size, $scheme)', async (view) => {
      const page = await admin.open('/webhooks', view);
      await page
        .getByRole('row')
        .filter({ hasText: 'The timetable of the upper school' })
        .getByText('failing')
        .last()
        .waitFor();
      await takeScreenshot(page, 'webhooks');
      await expectAccessible(page);
    });

    it('are told again what they missed', async () => {
      const page = await admin.open(`/webhooks/${failing.id}?status=FAILED`);
      await page.getByRole('button', { name: `Send again: webhook.test ${delivery}` }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Send again' }).click();
      await page.getByText('No delivery is so.').waitFor();
      await page.getByLabel('Status').selectOption('all');
      await page.getByRole('cell', { name: '204' }).waitFor();
    });
  });

  it('are for administrators', async () => {
    const page = await admin.open('/', { caller: { ...newUser(), role: 'service' } });
    await page.getByRole('link', { name: 'Runs', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'Webhooks' }).count()).toBe(0);
    await page.evaluate("location.hash = '#/webhooks'");
    await page.getByRole('heading', { name: 'There is no such page.' }).waitFor();
  });
});
