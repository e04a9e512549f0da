import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type AuthUser } from 'learning-engine/http';
import { someAdmin } from '../support/http/api-client.js';
import { useLearners } from '../support/http/learners-client.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';

describe('the learners', () => {
  const admin = useAdmin();
  const { api, activate, record, recorded } = useLearners(admin.service);
  const [ann, bob, account] = [randomUUID(), randomUUID(), randomUUID()];
  const teacher: AuthUser = { userId: randomUUID(), role: 'reader', groupIds: ['7a'] };

  beforeAll(async () => {
    await activate('mastery', 'v2');
    await activate('revision', 'v2');
    const skills = ['fractions', 'equations', 'geometry', 'percentages'];
    const answers = Array.from({ length: 24 }, (_, index) => ({
      event_id: `e${index}`,
      at: `2026-11-${String(1 + Math.floor(index / 2)).padStart(2, '0')}T08:${String(index).padStart(2, '0')}:00Z`,
      item_id: `q${index % 8}`,
      skill_ids: [skills[index % 4]],
      correct: index % 4 === 0 || index % 3 !== 0,
      group_ids: ['7a'],
    }));
    await recorded(ann, answers);
    await recorded(bob, [{ ...answers[0], event_id: 'b1', group_ids: ['7b'] }]);
    await recorded(account, [{ ...answers[0], event_id: 'old' }]);
    const merge = { from_learner_id: account, reason: 'Two accounts of one pupil' };
    await api.post(`learners/${ann}/merges`, merge, someAdmin).expect(201);
    const decision = { kind: 'exempt', scope: { kind: 'skill', id: 'geometry' }, reason: 'Was ill' };
    await api.post(`learners/${ann}/decisions`, decision, someAdmin).expect(201);
  });

  it.each(VIEWS)('are shown on one page ($size, $scheme)', async (view) => {
    const page = await admin.open(`/learners/${ann}`, view);
    await page.getByRole('region', { name: 'Mastery by skill' }).getByText('fractions').first().waitFor();
    await page.getByRole('region', { name: 'States' }).getByText('geometry').first().waitFor();
    await page.getByText('Two accounts of one pupil').waitFor();
    await page.getByText('Was ill').waitFor();
    await takeScreenshot(page, 'learner');
    await expectAccessible(page);
  });

  it.each(VIEWS)('are found because something is due ($size, $scheme)', async (view) => {
    const page = await admin.open('/learners?within=month', view);
    await page.getByRole('row').nth(1).waitFor();
    await takeScreenshot(page, 'learners');
    await expectAccessible(page);
  });

  it('are found by their id, also those of whom nothing is known', async () => {
    const page = await admin.open('/learners');
    await page.getByLabel('Find a learner').last().fill(randomUUID());
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('Nothing is recorded of this learner.').waitFor();
    await takeScreenshot(page, 'learner-unknown');
    await expectAccessible(page);
  });

  it('show other states by algorithm, and keep that in the address', async () => {
    const page = await admin.open(`/learners/${ann}`);
    const states = page.getByRole('region', { name: 'States' }).first();
    await states.getByLabel('Algorithm').selectOption('revision');
    await states.getByText('q7', { exact: true }).waitFor();
    expect(page.url()).toContain('algo_key=revision');
  });

  it('are for a reader those of their groups, without what the API refuses', async () => {
    const page = await admin.open('/learners?within=month', { caller: teacher, statuses: [404] });
    await page.getByRole('link', { name: ann }).first().waitFor();
    expect(await page.getByRole('link', { name: bob }).count()).toBe(0);
    await page.getByRole('link', { name: ann }).first().click();
    await page.getByRole('region', { name: 'Mastery by skill' }).first().waitFor();
    for (const name of ['Erase', 'Export'])
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0);
    expect(await page.getByText('Merges with other accounts').count()).toBe(0);

    await page.evaluate(`location.hash = '#/learners/${bob}'`);
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByRole('region', { name: 'Mastery by skill' }).count()).toBe(0);
  });

  it('are taken along as a file', async () => {
    const page = await admin.open(`/learners/${ann}`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    expect(file).toMatch(/"event_id":\s*"e5"/);
  });

  it('are erased once their id is typed', async () => {
    const page = await admin.open(`/learners/${bob}`);
    await page.getByRole('button', { name: 'Erase', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const erase = dialog.getByRole('button', { name: 'Erase', exact: true });
    await dialog.getByLabel(`Type ${bob} to confirm`).fill(ann);
    expect(await erase.isDisabled()).toBe(true);
    await takeScreenshot(page, 'learner-erase');
    await expectAccessible(page);
    await dialog.getByLabel(`Type ${bob} to confirm`).fill(bob);
    await erase.click();
    await page.getByRole('heading', { name: 'Learners' }).waitFor();
    await record(bob, [{ event_id: 'b2', at: '2026-11-30T08:00:00Z', correct: true }]).expect(410);
    await api.get(`learners/${ann}`, someAdmin).expect(200);
  });
});
