import { type CalibrationResponse, type SkillMapResponse } from 'learning-engine/http';
import { newUser, someAdmin } from '../support/http/api-client.js';
import { useLearners } from '../support/http/learners-client.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';

describe('the items', () => {
  const admin = useAdmin();
  const { api, query } = useLearners(admin.service);
  let calibration: string;
  let skillMap: string;

  beforeAll(async () => {
    const items = Array.from({ length: 12 }, (_, index) => ({
      item_id: `q${index + 1}`,
      difficulty: -3 + index * 0.5,
      ...(index < 10 && { se: 0.1 + index * 0.05, answers: 400 - index * 30 }),
    }));
    const made = await api.post('calibrations', { items, bank_id: 'algebra' }, someAdmin).expect(201);
    calibration = (made.body as CalibrationResponse).id;
    await api.post('calibrations', { items: items.slice(0, 3) }, someAdmin).expect(201);
    const map = {
      items: [
        { item_id: 'q1', skills: [{ skill_id: 'fractions', weight: 2 }, { skill_id: 'reading' }] },
        { item_id: 'q2', item_version: '3', key_option: 'B' },
      ],
    };
    skillMap = ((await api.post('skill-maps', map, someAdmin).expect(201)).body as SkillMapResponse).id;
  });

  it('are of a calibration that is adopted and withdrawn with a reason', async () => {
    const page = await admin.open('/items');
    await page.getByText('None is active.').waitFor();
    await page.getByRole('link', { name: calibration }).click();
    await page.getByRole('button', { name: 'Adopt' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Counted over the school year');
    await dialog.getByRole('button', { name: 'Adopt' }).click();
    await page.getByText('active', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Adopt' }).count()).toBe(0);

    await page.getByRole('link', { name: 'Items and mistakes' }).click();
    await page.getByRole('row').getByText('Counted over the school year').waitFor();
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await dialog.getByLabel('Reason').fill('Too few answers');
    await dialog.getByLabel(`Type ${calibration.slice(0, 8)} to confirm`).fill(calibration.slice(0, 8));
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText('None is active.').waitFor();
    const kept = await query<{ reason: string }>(
      "SELECT reason FROM set_adoptions WHERE kind = 'calibration' ORDER BY id",
    );
    expect(kept.map(({ reason }) => reason)).toEqual(['Counted over the school year', 'Too few answers']);
  });

  it('are of a skill map that is adopted with a reason', async () => {
    const page = await admin.open(`/items/skill-maps/${skillMap}`);
    await page.getByRole('row', { name: 'q1' }).getByText('fractions').waitFor();
    await page.getByRole('button', { name: 'Adopt' }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('The new book');
    await page.getByRole('dialog').getByRole('button', { name: 'Adopt' }).click();
    await page.getByText('active', { exact: true }).waitFor();
    await takeScreenshot(page, 'skill-map');
    await expectAccessible(page);
  });

  it.each(VIEWS)('are listed by calibration and skill map ($size, $scheme)', async (view) => {
    const page = await admin.open('/items', view);
    await page.getByRole('link', { name: calibration }).first().waitFor();
    await takeScreenshot(page, 'calibrations');
    await expectAccessible(page);
    await page.getByRole('tab', { name: 'Skill maps' }).click();
    await page.getByRole('link', { name: skillMap }).first().waitFor();
    await takeScreenshot(page, 'skill-maps');
    await page.getByRole('tab', { name: 'Mistakes' }).click();
    await page.getByText('No analysis was made yet.').waitFor();
    await takeScreenshot(page, 'mistakes');
    await expectAccessible(page);
  });

  it.each(VIEWS)('have difficulties with intervals ($size, $scheme)', async (view) => {
    const page = await admin.open(`/items/calibrations/${calibration}`, view);
    await page.getByRole('row').getByText('-3.196 to -2.804').waitFor();
    expect(await page.getByRole('row', { name: 'q12' }).innerText()).toContain('–');
    await takeScreenshot(page, 'calibration');
    await expectAccessible(page);
  });

  it('are changed by administrators alone', async () => {
    const page = await admin.open(`/items/calibrations/${calibration}`, { caller: { ...newUser(), role: 'reader' } });
    await page.getByRole('row').getByText('q12').waitFor();
    expect(await page.getByRole('button', { name: 'Adopt' }).count()).toBe(0);
  });
});
