import { readFile } from 'node:fs/promises';
import { type ShadowResponse } from 'learning-engine/http';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';
import { newUser, someAdmin } from '../support/http/api-client.js';
import { useLearners } from '../support/http/learners-client.js';

describe('the audit', () => {
  const admin = useAdmin();
  const { api, activate } = useLearners(admin.service);
  const other = { ...newUser(), role: 'admin' } as const;
  beforeAll(async () => {
    await activate('mastery');
    await api.post('algorithms/revision/gate', { mode: 'warn', reason: 'Exams are near' }, other).expect(200);
    const items = [{ item_id: 'q1', difficulty: 0.5 }];
    const { id } = (await api.post('calibrations', { items }, someAdmin).expect(201)).body as { id: string };
    await api.post(`calibrations/${id}/adopt`, { reason: 'Of the spring' }, someAdmin).expect(200);
    await api.post('calibrations/withdraw', { reason: 'A wrong key' }, other).expect(200);
    const asked = { version: 'v2', percent: 10, budget: 5, reason: 'Before the new term' };
    const shadow = (await api.post('algorithms/mastery/shadows', asked, someAdmin).expect(201)).body as ShadowResponse;
    await api.post(`algorithms/mastery/shadows/${shadow.id}/end`, { reason: 'Seen enough' }, other).expect(200);
  });

  it.each(VIEWS)('says who changed what, the newest first ($size, $scheme)', async (view) => {
    const page = await admin.open('/audit', view);
    const rows = page.getByRole('table').getByRole('row');
    await rows.filter({ hasText: 'Seen enough' }).waitFor();
    const said = await rows.allInnerTexts();
    const order = ['Seen enough', 'Before the new term', 'A wrong key', 'Of the spring', 'Exams are near', 'try'];
    expect(said.slice(1, 7).map((row) => order.findIndex((reason) => row.includes(reason)))).toEqual([
      0, 1, 2, 3, 4, 5,
    ]);
    await takeScreenshot(page, 'audit');
    await expectAccessible(page);
  });

  it('is filtered by the address, and taken along as it is shown', async () => {
    const page = await admin.open('/audit');
    await page.getByLabel('By', { exact: true }).fill(other.userId.slice(0, 8));
    await page.getByLabel('By', { exact: true }).press('Enter');
    await page.getByText('3 changes are shown.').waitFor();
    await page.getByLabel('Kind').selectOption('gate');
    await page.getByText('1 change is shown.').waitFor();
    expect(page.url()).toContain(`#/audit?by=${other.userId.slice(0, 8)}&kind=gate`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download Changes NDJSON' }).click();
    const [line] = (await readFile(await (await download).path(), 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(line!)).toMatchObject({
      ...{ kind: 'gate', subject: 'revision', what: 'Set: warn', by: other.userId, reason: 'Exams are near' },
    });
    await page.getByRole('link', { name: 'Set: warn' }).click();
    await page.getByRole('tab', { name: 'Gate', selected: true }).waitFor();
  });

  it('says that no change is as the filters say', async () => {
    const page = await admin.open('/audit?to=2020-01-01T00:00:00.000Z');
    await page.getByText('No change is as the filters say.').waitFor();
    await takeScreenshot(page, 'audit-empty');
  });

  it('names what could not be read, and shows the rest', async () => {
    const page = await admin.open('/', { statuses: [500] });
    await page.route(/\/gate$/, (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"title":"Broken","status":500}' }),
    );
    await page.getByRole('link', { name: 'Audit' }).click();
    await page.getByText('Not among them, because it could not be read: Gate.').waitFor();
    await page.getByRole('row').filter({ hasText: 'Seen enough' }).waitFor();
    await takeScreenshot(page, 'audit-failing');
    await expectAccessible(page);
  });
});
