import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type AuthUser, type Users } from 'learning-engine/http';
import { UsersService } from '../../src/users/users.service.js';
import { someAdmin } from '../support/http/api-client.js';
import { platform, useLearners } from '../support/http/learners-client.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';

describe('the learners', () => {
  const admin = useAdmin();
  const { api, activate, record, recorded } = useLearners(admin.service);
  const [ann, bob, account] = [randomUUID(), randomUUID(), randomUUID()];
  const teacher: AuthUser = { userId: randomUUID(), role: 'reader', groupIds: ['7a'] };

  beforeAll(async () => {
    await activate('mastery', 'v1');
    await activate('revision', 'v2');
    await activate('adaptive', 'v2');
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
    await activate('mastery', 'v2'); // its states by v1 stay for a while
    await recorded(bob, [{ ...answers[0], event_id: 'b1', group_ids: ['7b'] }]);
    await recorded(account, [{ ...answers[0], event_id: 'old' }]);
    const merge = { from_learner_id: account, reason: 'Two accounts of one pupil' };
    await api.post(`learners/${ann}/merges`, merge, someAdmin).expect(201);
    const decision = { kind: 'exempt', scope: { kind: 'skill', id: 'geometry' }, reason: 'Was ill' };
    await api.post(`learners/${ann}/decisions`, decision, someAdmin).expect(201);
    const candidates = skills.map((skill_id, index) => ({ item_id: `n${index}`, skill_id, difficulty: index / 2 }));
    await api.post(`learners/${ann}/next`, { count: 2, candidates }, platform).expect(200);
  });
  afterEach(() => delete users().namesOf);

  /** The users of the host, who has no names of its own. */
  const users = () => admin.service.app.get<Users>(UsersService);

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

  it('say why items come next: by which rule, with which weights, and what that comes to', async () => {
    const page = await admin.open(`/learners/${ann}`);
    const why = page.getByRole('region', { name: 'Why these' });
    await why
      .getByText(/near the target: \+\d.* · /)
      .first()
      .waitFor();
    expect(await why.getByRole('listitem').count()).toBe(2);
    await why.getByRole('cell', { name: 'Weight of probability' }).waitFor();
    expect(await why.getByText('Weight of being near the target.').count()).toBe(1);
  });

  it.each(VIEWS)(
    'have states of two versions side by side, also after an activation ($size, $scheme)',
    async (view) => {
      const page = await admin.open(`/learners/${ann}`, view);
      const states = page.getByRole('region', { name: 'States' }).first();
      const versions = states.getByLabel('Compare with');
      await versions.selectOption({ index: 1 });
      await states.getByText('4 of 4 states differ.').waitFor();
      expect(await versions.locator('option').allInnerTexts()).toEqual([
        'nothing',
        expect.stringMatching(/^mastery v1 · [\da-f]{8}$/) as string,
      ]);
      expect(await states.getByRole('columnheader').allInnerTexts()).toEqual([
        ...['Which', 'Of what', 'Estimate: active', expect.stringMatching(/^Estimate: v1 · /) as string, 'Difference'],
        ...['Due: active', expect.stringMatching(/^Due: v1 · /) as string],
      ]);
      expect(page.url()).toContain('compare=');
      await takeScreenshot(page, 'learner-compared');
      await expectAccessible(page);
    },
  );

  it('are called as the host calls them, to those whom it tells', async () => {
    const asked: unknown[] = [];
    users().namesOf = (ids, caller) => {
      asked.push([ids, caller.role]);
      return Promise.resolve(new Map(caller.role === 'reader' ? [[ann, '<b>Ann</b> Lee']] : []));
    };
    const page = await admin.open('/learners?within=month', { caller: teacher });
    await page.getByText('Who looks at a learner is recorded').waitFor();
    await page.getByText('<b>Ann</b> Lee').first().waitFor();
    await page.getByRole('link', { name: ann }).first().click();
    await page.getByRole('region', { name: 'About the learner' }).getByText('<b>Ann</b> Lee').waitFor();
    expect(await page.title()).not.toContain('Ann');
    expect(asked).toEqual([
      [[ann], 'reader'],
      [[ann], 'reader'],
    ]);

    const other = await admin.open(`/learners/${ann}`);
    await other.getByRole('region', { name: 'About the learner' }).waitFor();
    expect(await other.getByText('Ann').count()).toBe(0);
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
