import { type ActivationsResponse, type ParamsResponse, type ShadowResponse } from 'learning-engine/http';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';
import { newUser, someAdmin } from '../support/http/api-client.js';
import { useLearners } from '../support/http/learners-client.js';
import { INPUT } from '../support/http/route-bodies.js';

const reason = 'Before the new term';

describe('shadows', () => {
  const admin = useAdmin();
  const { api, activate, query } = useLearners(admin.service);
  const ann = newUser();
  let candidate: string;
  beforeAll(async () => {
    await activate('mastery');
    const params = { p_init: 0.55 };
    const made = await api.post('algorithms/mastery/versions/v1/params', { params }, someAdmin).expect(201);
    candidate = (made.body as ParamsResponse).id;
  });

  const started = async (more: object = {}) => {
    const asked = { version: 'v1', params_id: candidate, percent: 100, budget: 40, reason, ...more };
    return (await api.post('algorithms/mastery/shadows', asked, someAdmin).expect(201)).body as ShadowResponse;
  };
  const ended = ({ id }: ShadowResponse) =>
    api.post(`algorithms/mastery/shadows/${id}/end`, { reason: 'Seen enough' }, someAdmin).expect(200);
  const compute = async (runs: number) => {
    for (let run = 0; run < runs; run += 1) await api.post('mastery', { input: INPUT }, ann).expect(201);
  };

  it.each(VIEWS)('say that there are none ($size, $scheme)', async (view) => {
    const page = await admin.open('/algorithms/adaptive?tab=shadows', view);
    await page.getByText('No version computed beside the active one yet.').waitFor();
    await takeScreenshot(page, 'shadows-empty');
    await expectAccessible(page);
  });

  it('are started from the page of a set, watched, and ended with a reason', async () => {
    const page = await admin.open(`/algorithms/mastery/versions/v1/params/${candidate}`);
    const step = page.getByRole('region', { name: '3. Shadow' });
    await step.getByText('It was not tried on real inputs yet.').waitFor();
    await step.getByRole('button', { name: 'Start a shadow' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(`v1/${candidate.slice(0, 8)}`).waitFor();
    await dialog.getByLabel('Reason').fill(reason);
    await dialog.getByLabel('Share of the runs').fill('150');
    await dialog.getByText('It must be at least 0.001 and at most 100.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Share of the runs').fill('100');
    await dialog.getByLabel('Most runs').fill('3');
    await takeScreenshot(page, 'shadow-start');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await page.getByText('0 of 3 runs').waitFor();
    await page.getByText('None of its runs has succeeded yet').waitFor();

    await compute(2);
    await page.getByText('2 of 3 runs').waitFor();
    await page.getByText('0% of its outputs are the same').waitFor();
    await page.getByText(/^2 differ in numbers alone: by [\d.]+% at the median/).waitFor();
    await page.getByRole('button', { name: 'End it' }).click();
    await dialog.getByLabel('Reason').fill('Seen enough');
    await dialog.getByRole('button', { name: 'End it' }).click();
    await page.getByText(/^It ended .*: a person ended it\.$/).waitFor();
    await page.getByRole('region', { name: 'Details of the shadow' }).getByText('Seen enough').waitFor();
    expect(await query('SELECT actor_user_id, reason FROM shadow_ends')).toEqual([
      { actor_user_id: someAdmin.userId, reason: 'Seen enough' },
    ]);

    await page.getByRole('link', { name: 'Its runs, one by one' }).click();
    await page.getByText('2 runs are shown.').waitFor();
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByText('shadow: beside the active version').waitFor();
    expect(await page.getByRole('button', { name: 'Run again' }).count()).toBe(0);
  });

  it('end where they have had all their runs, and stand beside the entry of the log beside which they computed', async () => {
    const shadow = await started({ budget: 1 });
    await compute(2);
    const page = await admin.open(`/algorithms/mastery/shadows/${shadow.id}`);
    await page.getByText(/^It ended .*: it had all its runs\.$/).waitFor();
    const { activations } = (await api.get('activations?algo_key=mastery', someAdmin)).body as ActivationsResponse;
    await page.getByRole('link', { name: 'All shadows of the algorithm' }).click();
    await page.getByRole('tab', { name: 'Activation log' }).click();
    const entry = page.getByRole('listitem').filter({ hasText: `entry ${activations[0]!.id}` });
    expect(shadow.active.activation_id).toBe(activations[0]!.id);
    await entry
      .getByRole('link', { name: `v1/${candidate.slice(0, 8)}` })
      .first()
      .click();
    await page.getByRole('heading', { name: `Shadow of mastery v1/${candidate.slice(0, 8)}` }).waitFor();
  });

  it('say why a version cannot be one, and start nothing', async () => {
    const before = await query<{ count: string }>('SELECT count(*) FROM shadows');
    const page = await admin.open('/algorithms/mastery?tab=shadows', { statuses: [409] });
    await page.getByRole('button', { name: 'Start a shadow' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Version').selectOption('v1');
    await dialog.getByLabel('Parameter set').selectOption({ label: 'its active set' });
    await dialog.getByLabel('Reason').fill('A try');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await dialog.getByRole('alert').getByText('it is active with this parameter set').waitFor();
    await takeScreenshot(page, 'shadow-refused');
    await expectAccessible(page);
    expect(await query('SELECT count(*) FROM shadows')).toEqual(before);
  });

  describe('of which one fails', () => {
    let shadow: ShadowResponse;
    beforeAll(async () => {
      shadow = await started({ percent: 12.5, budget: 400 });
      // No version of ours fails, nor is it slow.
      await query(
        `INSERT INTO shadow_runs (shadow_id, number, run_id, active_ms, started_at, ended_at, took_ms, error_code, is_equal, difference)
         SELECT $1, n, gen_random_uuid(), 2 + n % 5, now(), now(), 3 + n % 11,
           CASE WHEN n % 20 = 0 THEN 'TIMED_OUT' WHEN n % 33 = 0 THEN 'ALGORITHM_FAILED' END,
           CASE WHEN n % 20 <> 0 AND n % 33 <> 0 THEN n % 9 <> 0 END,
           CASE WHEN n % 20 <> 0 AND n % 33 <> 0 AND n % 9 = 0 THEN n / 10000.0 END
         FROM generate_series(1, 160) AS n`,
        [shadow.id],
      );
      await query('INSERT INTO shadow_drops (shadow_id, counter_id, dropped) VALUES ($1, gen_random_uuid(), 21)', [
        shadow.id,
      ]);
    });
    afterAll(() => ended(shadow));

    it.each(VIEWS)('say where, and how they compare ($size, $scheme)', async (view) => {
      const page = await admin.open(`/algorithms/mastery/shadows/${shadow.id}`, view);
      await page.getByText('160 of 400 runs').waitFor();
      await page.getByText('It failed at 12 inputs that the active version computed.').waitFor();
      await page.getByText('21 inputs were dropped').waitFor();
      await page.getByRole('row').filter({ hasText: 'Failed: TIMED_OUT' }).getByText('8', { exact: true }).waitFor();
      await takeScreenshot(page, 'shadow');
      await expectAccessible(page);
    });

    it.each(VIEWS)('are listed with their counts ($size, $scheme)', async (view) => {
      const page = await admin.open('/algorithms/mastery?tab=shadows', view);
      await page.getByText('160 of 400 runs').waitFor();
      await page.getByRole('row').filter({ hasText: 'ended: a person ended it' }).first().waitFor();
      await takeScreenshot(page, 'shadows');
      await expectAccessible(page);
    });

    it('are read by readers, who start and end none', async () => {
      const reader = { ...newUser(), role: 'reader' } as const;
      const page = await admin.open('/algorithms/mastery?tab=shadows', { caller: reader });
      await page.getByText('160 of 400 runs').waitFor();
      expect(await page.getByRole('button', { name: 'Start a shadow' }).count()).toBe(0);
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByRole('region', { name: 'Details of the shadow' }).waitFor();
      expect(await page.getByRole('button', { name: 'End it' }).count()).toBe(0);
      expect(await page.getByRole('link', { name: 'Its runs, one by one' }).count()).toBe(0);
    });
  });
});
