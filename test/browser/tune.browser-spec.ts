import { randomUUID } from 'node:crypto';
import { type Page } from 'playwright-core';
import { type ActivationsResponse, type ParamsResponse } from 'learning-engine/http';
import { Env } from '../../src/config/env.js';
import { answersOf } from '../support/engine/answers.js';
import { someAdmin } from '../support/http/api-client.js';
import { useLearners } from '../support/http/learners-client.js';
import { testEnv } from '../support/http/use-service.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';

const reason = 'Fewer slips were seen';

describe('tuning a version', () => {
  const admin = useAdmin(Object.assign(new Env(), testEnv, { JOB_CONCURRENCY: 1 }));
  const { api, activate, recorded } = useLearners(admin.service);
  beforeAll(async () => {
    for (const key of ['mastery', 'revision']) await activate(key);
    for (let learner = 0; learner < 24; learner += 1) await recorded(randomUUID(), answersOf(learner, 12));
  });

  const log = async (key: string) =>
    ((await api.get(`activations?algo_key=${key}`, someAdmin).expect(200)).body as ActivationsResponse).activations;
  const stored = async (key: string, params: object) =>
    ((await api.post(`algorithms/${key}/versions/v1/params`, { params }, someAdmin)).body as ParamsResponse).id;
  const nameOf = ({ version, params_id }: { version: string | null; params_id: string | null }) =>
    `${version}/${params_id!.slice(0, 8)}`;
  const started = async (page: Page, step: string) => {
    await page.getByRole('button', { name: `Start: ${step}` }).click();
    await page.getByRole('region', { name: step }).getByText('SUCCESS').waitFor();
  };

  it('goes from a typed number to an active set, and back', async () => {
    const [before] = await log('mastery');
    const page = await admin.open('/algorithms/mastery');
    await page.getByRole('link', { name: 'Tune v1' }).click();

    const slip = page.getByLabel('Slip');
    const check = page.getByRole('button', { name: 'Check' });
    await slip.fill('0.9');
    await page.getByText('It must be greater than 0 and less than 0.5.').waitFor();
    await takeScreenshot(page, 'tune-1-invalid');
    await slip.fill('0,2');
    await page.getByText('Write a point, not a comma').waitFor();
    await slip.blur();
    expect(await slip.inputValue()).toBe('0,2');
    expect(await check.isDisabled()).toBe(true);
    await slip.fill('0.2');
    await check.click();
    const changes = page.getByRole('region', { name: 'Changes' });
    await changes.waitFor();
    expect(await changes.innerText()).toMatch(/Slip \/p_slip\s+0\.1\s+0\.2/);
    await takeScreenshot(page, 'tune-2-checked');
    await page.getByRole('button', { name: 'Store' }).click();

    await started(page, '1. Evaluate');
    await page.getByText('24 learners were judged').waitFor();
    await started(page, '2. Preview');
    await page.getByText('All 24 learners were looked at.').waitFor();
    await page.getByText('Most changes for learner').getByRole('link').first().waitFor();
    await takeScreenshot(page, 'tune-3-evidence');
    const set = page.url().split('#')[1]!;
    const later = await admin.open(set);
    // However many other jobs came since.
    await later.route('**/v1/learning/jobs?*', (route) => route.fulfill({ json: { jobs: [], next_cursor: null } }));
    await later.reload();
    await later.getByText('24 learners were judged').waitFor();
    await later.getByText('All 24 learners were looked at.').waitFor();
    await page.getByRole('button', { name: 'Activate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill(reason);
    expect(await dialog.getByRole('button', { name: 'Activate' }).isDisabled()).toBe(true);
    await dialog.getByLabel(`Type ${nameOf(before!)} to confirm`).fill(nameOf(before!));
    await dialog.getByLabel('Sessions that are open go over to it').check();
    await takeScreenshot(page, 'tune-4-activate');
    await dialog.getByRole('button', { name: 'Activate' }).click();
    await page.getByRole('link', { name: 'See the activation log' }).click();

    const newest = page.getByRole('listitem').filter({ hasText: reason });
    await newest.waitFor();
    const [after] = await log('mastery');
    expect(await newest.innerText()).toContain(nameOf(after!));
    expect(after).toMatchObject({
      ...{ kind: 'activate', version: 'v1', reason, actor_user_id: someAdmin.userId },
      evidence: { preview_digest: expect.any(String) as string, evaluation_digest: expect.any(String) as string },
      flags: ['break_pins'],
    });
    await newest.getByText('open sessions went over').waitFor();
    await takeScreenshot(page, 'tune-5-log');

    await page.getByRole('button', { name: `Restore entry ${before!.id}` }).click();
    await dialog.getByLabel('Reason').fill('Slips are back');
    await dialog.getByLabel(`Type ${nameOf(after!)} to confirm`).fill(nameOf(after!));
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Slips are back' }).waitFor();
    expect((await log('mastery'))[0]).toMatchObject({ kind: 'restore', params_id: before!.params_id });
  });

  it('says beside a weight what the service alone can say of it, and starts from any set', async () => {
    const from = await stored('revision', { request_retention: 0.83 });
    const page = await admin.open(`/algorithms/revision/versions/v1/tune?from=${from}`, { statuses: [400] });
    expect(await page.getByLabel('Requested retention').inputValue()).toBe('0.83');
    const weight = page.getByLabel('Weights, 19');
    await weight.fill('0');
    await page.getByRole('button', { name: 'Check' }).click();

    const invalid = page.locator('[aria-invalid=true]');
    await invalid.waitFor();
    expect(await weight.getAttribute('aria-invalid')).toBe('true');
    expect(await invalid.count()).toBe(1);
    await takeScreenshot(page, 'tune-server-problem');
    await weight.fill('0.02');
    await invalid.waitFor({ state: 'detached' });
  });

  it('says in words what is due with a candidate', async () => {
    const id = await stored('revision', { request_retention: 0.7 });
    const page = await admin.open(`/algorithms/revision/versions/v1/params/${id}`);
    await started(page, '2. Preview');
    const words = page.getByRole('region', { name: '2. Preview' });
    for (const within of ['today', 'in 7 days', 'in 30 days']) {
      await words.getByText(new RegExp(`^Due ${within}: \\d+ as it is, \\d+ with the candidate\\.$`)).waitFor();
    }
  });

  it('says on an open page that something else became active, and keeps what was typed', async () => {
    const page = await admin.open('/algorithms/adaptive/versions/v1/tune');
    const field = page.locator('input[inputmode=decimal]').first();
    await field.fill('0.123');
    await api.post('algorithms/adaptive/versions/v1/activate', { reason: 'It won the trial' }, someAdmin).expect(200);
    const { params_id } = (await log('adaptive'))[0]!;
    await page.getByText(`Since you opened this page, v1/${params_id!.slice(0, 8)} became active.`).waitFor();
    await page.getByText('It won the trial').waitFor();
    expect(await field.inputValue()).toBe('0.123');
    await page.getByRole('button', { name: 'I have seen it' }).click();
    await page.getByText('Since you opened this page').waitFor({ state: 'detached' });
  });

  it('keeps the buttons of a dialog in sight on a phone', async () => {
    const id = await stored('revision', { request_retention: 0.71 });
    const page = await admin.open(`/algorithms/revision/versions/v1/params/${id}`, { size: 'phone', scheme: 'dark' });
    await started(page, '2. Preview');
    await page.getByRole('button', { name: 'Activate' }).click();
    const action = page.getByRole('dialog').getByRole('button', { name: 'Activate' });
    await page.getByRole('dialog').getByLabel('Reason').waitFor();
    const { y, height } = (await action.boundingBox())!;
    expect(y + height).toBeLessThanOrEqual(page.viewportSize()!.height);
    await page.screenshot({ path: 'screenshots/tune-activate-phone-dark.png' });
    await expectAccessible(page);
  });

  it('says that what is active was changed meanwhile, and changes nothing', async () => {
    const id = await stored('mastery', { p_init: 0.4 });
    const page = await admin.open(`/algorithms/mastery/versions/v1/params/${id}`, { statuses: [409] });
    const [seen] = await log('mastery');
    await page.getByRole('button', { name: 'Activate' }).click();
    await api.post('algorithms/mastery/versions/v2/activate', { reason: 'meanwhile' }, someAdmin).expect(200);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('late');
    await dialog.getByLabel('to confirm').fill(nameOf(seen!));
    await dialog.getByRole('button', { name: 'Activate' }).click();
    await dialog.getByText('What is active was changed meanwhile.').waitFor();
    expect((await log('mastery'))[0]).toMatchObject({ reason: 'meanwhile' });

    await dialog.getByRole('button', { name: 'Reload' }).click();
    await page.getByText('v2/').first().waitFor();
    await api.post('algorithms/mastery/rollback', { reason }, someAdmin).expect(200);
  });

  it('overrides a gate only when that is asked for and confirmed by itself', async () => {
    const id = await stored('mastery', { p_init: 0.3 });
    await api.post('algorithms/mastery/gate', { mode: 'required', reason }, someAdmin).expect(200);
    const page = await admin.open(`/algorithms/mastery/versions/v1/params/${id}`, { statuses: [409] });
    const [seen] = await log('mastery');
    await page.getByRole('button', { name: 'Activate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('without evidence');
    await dialog.getByLabel('to confirm').fill(nameOf(seen!));
    await dialog.getByRole('button', { name: 'Activate' }).click();
    await dialog.getByRole('button', { name: 'Override the gate' }).waitFor();
    await takeScreenshot(page, 'tune-gate-closed');
    await dialog.getByRole('button', { name: 'Override the gate' }).click();
    await dialog.getByLabel('Reason').fill('Exams begin');
    await dialog.getByLabel('to confirm').fill(`override ${nameOf(seen!)}`);
    await dialog.getByRole('button', { name: 'Override and activate' }).click();
    await page.getByText('This set is active.').waitFor();
    expect((await log('mastery'))[0]).toMatchObject({ reason: 'Exams begin', params_id: id });
    expect((await log('mastery'))[0]!.flags).toContain('override');
    await api.post('algorithms/mastery/gate', { mode: 'off', reason }, someAdmin).expect(200);
  });

  it('activates by the same dialog once what was missing is there', async () => {
    const id = await stored('mastery', { p_init: 0.31 });
    await api.post('algorithms/mastery/gate', { mode: 'required', reason }, someAdmin).expect(200);
    const page = await admin.open(`/algorithms/mastery/versions/v1/params/${id}`, { statuses: [409] });
    const [seen] = await log('mastery');
    await page.getByRole('button', { name: 'Activate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('once the gate is open');
    await dialog.getByLabel('to confirm').fill(nameOf(seen!));
    await dialog.getByRole('button', { name: 'Activate', exact: true }).click();
    await dialog.getByRole('button', { name: 'Override the gate' }).waitFor();

    await api.post('algorithms/mastery/gate', { mode: 'off', reason }, someAdmin).expect(200);
    await dialog.getByRole('button', { name: 'Activate', exact: true }).click();
    await page.getByText('This set is active.').waitFor();
    expect((await log('mastery'))[0]).toMatchObject({ reason: 'once the gate is open', params_id: id });
  });

  it.each(VIEWS)('is a form for every kind of parameter, on a $size and in $scheme', async (view) => {
    const page = await admin.open('/algorithms/revision/versions/v2/tune', view);
    await page.getByLabel('Weights, 20').waitFor();
    await takeScreenshot(page, 'tune-revision');
    await expectAccessible(page);
  });
});
