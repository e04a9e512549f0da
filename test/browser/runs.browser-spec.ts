import { readFile } from 'node:fs/promises';
import { type SessionResponse } from 'learning-engine/http';
import { Env } from '../../src/config/env.js';
import { newUser, someAdmin, useApi } from '../support/http/api-client.js';
import { testEnv } from '../support/http/use-service.js';
import { useLearners } from '../support/http/learners-client.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';

describe('the runs', () => {
  const admin = useAdmin(Object.assign(new Env(), testEnv, { JOB_CONCURRENCY: 1 }));
  const api = useApi(admin.service);
  const { activate, query } = useLearners(admin.service);
  const ann = newUser();
  const ADDED = 1_000;
  let runId: string;

  const runOf = async (events: object[], more: object = {}): Promise<string> => {
    const made = await api.post('mastery', { input: { states: [], events }, ...more }, ann).expect(201);
    return (made.body as { run_id: string }).run_id;
  };

  beforeAll(async () => {
    await api.post('revision', { input: {} }, ann);
    await activate('mastery', 'v1');
    const { session_id } = (await api.post('sessions', {}, ann).expect(201)).body as SessionResponse;
    const events = [
      { event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-11-01T08:00:00Z' },
      { event_id: 'e2', skill_id: 'equations', correct: false, at: '2026-11-01T08:02:00Z' },
    ];
    runId = await runOf(events, { session_id, trigger: 'submit' });
  });

  it.each(VIEWS)('are listed ($size, $scheme)', async (view) => {
    const page = await admin.open('/runs', view);
    await page.getByRole('table').getByText('mastery').waitFor();

    expect(await page.getByRole('row').count()).toBe(3);
    await takeScreenshot(page, 'runs');
    await expectAccessible(page);
  });

  it.each(VIEWS)('are shown one by one ($size, $scheme)', async (view) => {
    const page = await admin.open(`/runs/${runId}`, view);
    await page.getByRole('region', { name: 'Output' }).getByText('p_known').waitFor();

    expect(await page.getByRole('region', { name: 'Input' }).innerText()).toContain('fractions');
    await takeScreenshot(page, 'run');
    await expectAccessible(page);
  });

  it('keep their filters in the address', async () => {
    const page = await admin.open('/runs');
    await page.getByLabel('Algorithm').selectOption('mastery');
    await page.getByText('1 run is shown.').waitFor();
    await page.getByLabel('Learner').fill(someAdmin.userId);
    await page.getByLabel('Learner').press('Enter');
    await page.getByText('No run is as the filters say.').waitFor();
    expect(page.url()).toContain(`#/runs?algo_key=mastery&user_id=${someAdmin.userId}`);

    await page.reload();
    await page.getByText('No run is as the filters say.').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await page.getByText('2 runs are shown.').waitFor();
  });

  it('say what is wrong with an address', async () => {
    const page = await admin.open('/runs?session_id=mine', { statuses: [400] });
    await page.getByRole('alert').getByText('session_id', { exact: true }).waitFor();
    await takeScreenshot(page, 'runs-refused');
  });

  it('are made again as a verification, and lead to the new one', async () => {
    const page = await admin.open(`/runs/${runId}`);
    await page.getByRole('button', { name: 'Run again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This makes a new run').waitFor();
    await takeScreenshot(page, 'run-again');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Run again' }).click();
    await page.getByText('The new run has the same output.').waitFor();

    await page.getByRole('link', { name: 'Look at the new run' }).click();
    await page.getByText('manual', { exact: true }).waitFor();
    expect(await page.getByText('The new run has the same output.').count()).toBe(0);
    const runs = await query<{ user_id: string }>("SELECT user_id FROM algo_runs WHERE trigger = 'manual'");
    expect(runs).toEqual([{ user_id: ann.userId }]);
  });

  it('are verified by their own version and set, also when others are active', async () => {
    const set = { params: { p_init: 0.35 } };
    const made = await api.post('algorithms/mastery/versions/v1/params', set, someAdmin).expect(201);
    await api.post(`params/${(made.body as { id: string }).id}/activate`, { reason: 'try' }, someAdmin).expect(200);
    const page = await admin.open(`/runs/${runId}`);
    const part = page.getByRole('region', { name: 'Verification' });
    await part.getByRole('button', { name: 'Verify', exact: true }).click();
    await part.getByText('It comes out as it was recorded.').waitFor();
    await takeScreenshot(page, 'run-verified');
    await expectAccessible(page);

    // Also for who looks at it later.
    await page.reload();
    await part.getByText('It comes out as it was recorded.').waitFor();
    await part.getByRole('button', { name: 'Verify again' }).waitFor();
  });

  it('say that the new one has another output, where another set computed it', async () => {
    const set = { params: { p_init: 0.4 } };
    const made = await api.post('algorithms/mastery/versions/v1/params', set, someAdmin).expect(201);
    const other = (made.body as { id: string }).id;
    const events = [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-11-01T08:00:00Z' }];
    const run = await runOf(events);
    await api.post(`params/${other}/activate`, { reason: 'try' }, someAdmin).expect(200);

    const page = await admin.open(`/runs/${run}`);
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run again' }).click();
    await page.getByText('The new run has another output.').waitFor();
    await page.getByText('so this says nothing about the record').waitFor();
  });

  it('are not made again where the record has not all of the input', async () => {
    const events = Array.from({ length: 300 }, (_, index) => ({
      ...{ event_id: `e${index}`, skill_id: 'fractions', correct: true, at: '2026-11-01T08:00:00Z', sequence: index },
    }));
    const run = await runOf(events);
    const page = await admin.open(`/runs/${run}`);
    await page.getByText('The record does not have the whole input').waitFor();
    expect(await page.getByRole('button', { name: 'Run again' }).count()).toBe(0);
  });

  it('say why they cannot be made again by the version that is active now', async () => {
    const events = [{ event_id: 'e1', skill_id: 'fractions', correct: true, at: '2026-11-01T08:00:00Z' }];
    const run = await runOf(events);
    await activate('mastery', 'v2');
    const page = await admin.open(`/runs/${run}`, { statuses: [400] });
    await page.getByRole('button', { name: 'Run again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Now v2 is active.').waitFor();
    await dialog.getByRole('button', { name: 'Run again' }).click();
    await dialog.getByRole('alert').waitFor();
  });

  it('show a reader their own runs alone', async () => {
    const page = await admin.open('/runs', { caller: { ...ann, role: 'reader' } });
    await page.getByText('You see the runs that were made for you.').waitFor();
    await page.getByRole('row').nth(1).waitFor();
    expect(await page.getByLabel('Learner', { exact: true }).count()).toBe(0);
  });

  describe('of which there are many', () => {
    beforeAll(async () => {
      await query(
        `INSERT INTO algo_runs (id, algo_version_id, params_id, user_id, trigger, status, started_at, completed_at,
           input_summary_json, output_summary_json)
         SELECT gen_random_uuid(), algo_version_id, params_id, user_id, 'nightly', 'SUCCESS',
           '2026-01-01Z'::timestamptz + n * interval '1 s', '2026-01-01Z'::timestamptz + n * interval '1 s',
           input_summary_json, output_summary_json
         FROM algo_runs CROSS JOIN generate_series(1, $2) n WHERE id = $1`,
        [runId, ADDED],
      );
    });

    it('stay quick: rows far away are not drawn', async () => {
      const page = await admin.open('/runs?trigger=nightly');
      const more = page.getByRole('button', { name: 'Show more' });
      for (let shown = 200; shown < ADDED; shown += 200) {
        await page.getByText(`${shown.toLocaleString('en-GB')} runs are shown.`).waitFor();
        await more.click();
      }
      await page.getByText(`${ADDED.toLocaleString('en-GB')} runs are shown.`).waitFor();

      expect(await page.getByRole('row').count()).toBeLessThan(ADDED / 2);
      await page.getByRole('button', { name: 'Download Runs CSV' }).scrollIntoViewIfNeeded();
      await page.locator(`[aria-rowindex="${ADDED + 1}"]`).waitFor();
      await page.getByLabel('Algorithm').scrollIntoViewIfNeeded();
      await page.locator('[aria-rowindex="2"]').waitFor();
    });

    it('are taken along whole, page after page', async () => {
      const page = await admin.open('/runs?trigger=nightly');
      await page.getByRole('button', { name: 'Load all' }).click();
      await page.getByText(`${ADDED.toLocaleString('en-GB')} runs are shown.`).waitFor();
      expect(await page.getByRole('button', { name: 'Load all' }).count()).toBe(0);
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download Runs NDJSON' }).click();
      const lines = (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\n');
      expect(lines).toHaveLength(ADDED);
    });

    it('say where loading all of them ended, and go on from there', async () => {
      const page = await admin.open('/runs?trigger=nightly', { statuses: [429] });
      let asked = 0;
      await page.route('**/v1/learning/runs?*cursor=*', (route) =>
        (asked += 1) > 2 ? route.fulfill({ status: 429, json: { title: 'Too many' } }) : route.continue(),
      );
      await page.getByRole('button', { name: 'Load all' }).click();
      await page.getByRole('alert').getByText('Too many').waitFor();
      await page.getByText('600 runs are shown.').waitFor();
      await page.unroute('**/v1/learning/runs?*cursor=*');
      await page.getByRole('button', { name: 'Load all' }).click();
      await page.getByText(`${ADDED.toLocaleString('en-GB')} runs are shown.`).waitFor();
    });
  });
});
