import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { type VersionDetailsResponse } from 'learning-engine/http';
import { answersOf } from '../support/engine/answers.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';
import { someAdmin } from '../support/http/api-client.js';
import { useLearners } from '../support/http/learners-client.js';

describe('the pages of algorithms', () => {
  const admin = useAdmin();
  const { api, activate, recorded } = useLearners(admin.service);
  let firstEntry: { id: string; at: string };
  beforeAll(async () => {
    await activate('mastery');
    const { body } = (await api.get('activations?algo_key=mastery', someAdmin).expect(200)) as {
      body: { activations: { id: string; activated_at: string }[] };
    };
    firstEntry = { id: body.activations.at(-1)!.id, at: body.activations[0]!.activated_at };
    for (let learner = 0; learner < 6; learner += 1) await recorded(randomUUID(), answersOf(learner, 20));
    await api.post('algorithms/mastery/versions/v1/params', { params: { p_init: 0.4 } }, someAdmin).expect(201);
    await activate('mastery', 'v2');
    // Of days before: they are not made by calls.
    await admin.service.app.get(DataSource).query(`
      INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, started_at, completed_at)
      SELECT gen_random_uuid(), v.id, s.id, 'api', 'SUCCESS', at, at + (20 + n % 7 * 5) * interval '1 ms'
      FROM generate_series(1, 120) AS n, LATERAL (SELECT clock_timestamp() - n * interval '5 hours' AS at) AS start,
        algo_versions v JOIN algo_params s ON s.algo_version_id = v.id AND s.is_active
      WHERE v.algo_key = 'mastery' AND v.version = CASE WHEN n > 60 THEN 'v1' ELSE 'v2' END`);
    await api.post('mastery', { input: { states: {}, events: [] } }, someAdmin);
  });

  it('say which version is active, and lead to each algorithm', async () => {
    const page = await admin.open('/algorithms');
    const row = page.getByRole('row').filter({ hasText: 'mastery' });
    await row.getByText('v0, v1, v2').waitFor();
    expect(await row.innerText()).toMatch(/mastery\s+v2\s+ACTIVE/);
    await row.getByRole('link', { name: 'mastery' }).click();
    await page.getByRole('heading', { name: 'mastery' }).waitFor();
  });

  it('compare any two parameter sets, of one version or of two', async () => {
    const page = await admin.open('/algorithms/mastery');
    const setsOf = async (version: string) =>
      ((await api.get(`algorithms/mastery/versions/${version}`, someAdmin)).body as VersionDetailsResponse).params_sets;
    const [tuned, first] = await setsOf('v1');
    const [ofV2] = await setsOf('v2');
    const name = (version: string, id: string) => `${version}/${id.slice(0, 8)}`;
    const choose = (label: string, id: string) => page.getByLabel(label, { exact: true }).selectOption(id);
    await choose('Compare', first!.id);
    await page
      .getByRole('region', { name: `Differences of ${name('v1', first!.id)} and ${name('v2', ofV2!.id)}` })
      .waitFor();
    await choose('With', tuned!.id);
    const within = page.getByRole('region', {
      name: `Differences of ${name('v1', first!.id)} and ${name('v1', tuned!.id)}`,
    });
    await within.waitFor();
    expect(await within.innerText()).toMatch(/\/p_init\s+0\.25\s+0\.4/);
    await choose('With', ofV2!.id);
    const across = page.getByRole('region', {
      name: `Differences of ${name('v1', first!.id)} and ${name('v2', ofV2!.id)}`,
    });
    await across.waitFor();
    expect(await across.innerText()).toMatch(/\/p_init\s+0\.25\s+not there/);
    expect(page.url()).toContain(`diff=${first!.id}..${ofV2!.id}`);
  });

  it('go through the log by keys, and the address says where', async () => {
    const page = await admin.open('/algorithms/mastery?tab=log');
    const slider = page.getByRole('slider', { name: 'Go through the log' });
    await slider.waitFor();
    const then = page.getByRole('region', { name: 'What was active at a moment?' });
    await slider.press('ArrowLeft');
    await then.getByText('p_init = 0.25').waitFor();
    expect(await slider.getAttribute('aria-valuetext')).toContain('v1/');
    expect(page.url()).toContain(`as_of=${encodeURIComponent(firstEntry.at)}`);
    await page.getByRole('listitem').filter({ hasText: 'active then' }).getByText('v1/').waitFor();
    await slider.press('End');
    await then.getByText('Active was v2').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('say what was active at a moment, and restore it, roll back and retire', async () => {
    const page = await admin.open(`/algorithms/mastery?tab=log&as_of=${firstEntry.at}`);
    const then = page.getByRole('region', { name: 'What was active at a moment?' });
    await then.getByText('p_init = 0.25').waitFor();
    await then.getByRole('button', { name: 'Restore this state' }).click();
    const dialog = page.getByRole('dialog');
    const confirm = async (action: string, reason: string) => {
      await dialog.getByLabel('Reason').fill(reason);
      const [, word] = /^Type (\S+) to confirm/.exec(await dialog.getByText(/^Type /).innerText())!;
      await dialog.getByLabel('to confirm').fill(word!);
      await dialog.getByRole('button', { name: action }).click();
      await page.getByRole('listitem').filter({ hasText: reason }).waitFor();
    };
    await confirm('Restore', 'As it was then');
    await page.getByRole('button', { name: 'Roll back' }).click();
    await confirm('Roll back', 'Better the new one');
    await page.getByRole('button', { name: 'Retire' }).click();
    await confirm('Retire', 'No more of it');
    const { body } = (await api.get('activations?algo_key=mastery&limit=3', someAdmin).expect(200)) as {
      body: { activations: object[] };
    };
    expect(body.activations).toMatchObject([
      { kind: 'retire', version: null },
      { kind: 'rollback', version: 'v2' },
      { kind: 'restore', version: 'v1' },
    ]);
    await page.getByRole('button', { name: 'Restore entry' }).first().click();
    await dialog.getByLabel('Reason').fill('Once more');
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Once more' }).waitFor();
  });

  it('set a gate, whose limits are never taken for others than were typed', async () => {
    const page = await admin.open('/algorithms/adaptive?tab=gate');
    await page.getByText('It was never set.').waitFor();
    await page.getByRole('button', { name: 'Set the gate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Mode').selectOption('warn');
    await dialog.getByLabel('Reason').fill('Exams are near');
    await dialog.getByLabel('Largest share').fill('20');
    await dialog.getByText('It must be at least 0 and at most 1.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Set the gate' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Largest share').fill('0.2');
    await dialog.getByRole('button', { name: 'Set the gate' }).click();
    await page.getByRole('cell', { name: 'Exams are near' }).waitFor();
    const { body } = (await api.get('algorithms/adaptive/gate', someAdmin).expect(200)) as { body: object };
    expect(body).toMatchObject({ mode: 'warn', log_loss_margin: null, most_changed: 0.2 });
  });

  it('show readers what readers may see', async () => {
    const page = await admin.open('/algorithms/mastery', { caller: { userId: randomUUID(), role: 'reader' } });
    await page.getByRole('heading', { name: 'v1' }).waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).toEqual(['Versions', 'Shadows']);
    expect(await page.getByRole('link', { name: 'Tune' }).count()).toBe(0);
  });

  it.each(VIEWS)('are readable, on a $size and in $scheme', async (view) => {
    const page = await admin.open('/algorithms', view);
    await page.getByText('v0, v1, v2').first().waitFor();
    await takeScreenshot(page, 'algorithms');
    await expectAccessible(page);
    for (const [tab, seen] of [
      ['versions', 'Compare two parameter sets'],
      ['log', 'Activation log'],
      ['statistics', 'Runs of mastery by version'],
      ['scores', 'Live scores of mastery'],
      ['gate', 'It was never set.'],
    ] as const) {
      await page.evaluate(`location.hash = '#/algorithms/mastery?tab=${tab}&window=month'`);
      await page.getByRole('tabpanel').waitFor();
      await page.getByLabel(seen, { exact: true }).or(page.getByText(seen)).first().waitFor();
      if (tab === 'versions') await page.getByRole('region', { name: 'Differences of' }).waitFor();
      if (tab === 'scores' || tab === 'statistics') await page.locator('.recharts-surface').first().waitFor();
      await takeScreenshot(page, `algorithm-${tab}`);
      await expectAccessible(page);
    }
  });
});
