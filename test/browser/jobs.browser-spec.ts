import { type JobResponse } from 'learning-engine/http';
import { someAdmin, useApi } from '../support/http/api-client.js';
import { useLearners } from '../support/http/learners-client.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';

describe('the jobs', () => {
  const admin = useAdmin();
  const api = useApi(admin.service);
  const { query } = useLearners(admin.service);
  const nightly = { kind: 'runs.verify-checksums', cron: '30 2 * * *', time_zone: 'America/New_York' };

  const queue = async (reason: string): Promise<string> => {
    const body = { kind: 'runs.verify-checksums', args: { sample_runs: 10 }, reason };
    return ((await api.post('jobs', body, someAdmin).expect(201)).body as JobResponse).id;
  };

  it('say that there are none', async () => {
    const page = await admin.open('/jobs');
    await page.getByText('Nothing is queued or running.').waitFor();
    await page.getByText('No job is as the filters say.').waitFor();
    await takeScreenshot(page, 'jobs-empty');
    await expectAccessible(page);
  });

  it('are started, watched and cancelled', async () => {
    const page = await admin.open('/jobs', { statuses: [400] });
    await page.getByRole('button', { name: 'Start a job' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Kind').selectOption('runs.retention');
    await dialog.getByLabel('Arguments', { exact: true }).fill('{"older_than_days"');
    await dialog.getByText('This is not a JSON object.').waitFor();
    await dialog.getByLabel('Arguments', { exact: true }).fill('{"older_than_days": 1}');
    await dialog.getByLabel('Reason').fill('We keep 13 months');
    await dialog.getByRole('button', { name: 'Start' }).click();
    await dialog.getByRole('alert').getByText('/args/older_than_days').waitFor();
    await takeScreenshot(page, 'start-job-refused');
    await expectAccessible(page);
    await dialog.getByLabel('Arguments', { exact: true }).fill('{"older_than_days": 400}');
    await dialog.getByRole('button', { name: 'Start' }).click();

    await page.getByRole('heading', { name: 'Job runs.retention' }).waitFor();
    await page.getByText('QUEUED', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Cancel the job' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the job' }).click();
    await page.getByText('CANCELLED', { exact: true }).waitFor();
    expect(await query('SELECT reason, status FROM job_runs')).toEqual([
      { reason: 'We keep 13 months', status: 'CANCELLED' },
    ]);
  });

  describe('of which one runs', () => {
    beforeAll(async () => {
      await queue('Waits');
      const id = await queue('Runs');
      await query(
        `UPDATE job_runs SET status = 'RUNNING', started_at = created_at, lease_expires_at = now() + interval '1 h', attempts = 1, progress_done = 250,
           progress_total = 1000 WHERE id = $1`,
        [id],
      );
    });

    it.each(VIEWS)('are listed with their progress ($size, $scheme)', async (view) => {
      const page = await admin.open('/jobs', view);
      await page.getByRole('region', { name: 'Queued and running' }).getByText('250 of 1,000').waitFor();
      await page.getByRole('table').getByText('RUNNING', { exact: true }).waitFor();
      await takeScreenshot(page, 'jobs');
      await expectAccessible(page);
    });

    it('are shown as they go on', async () => {
      const page = await admin.open('/jobs?status=RUNNING');
      await page.getByText('250 of 1,000').waitFor();
      await query("UPDATE job_runs SET progress_done = 500 WHERE status = 'RUNNING'");
      await page.getByText('500 of 1,000').waitFor();
    });
  });

  it('have schedules, which are added and changed, and a stale page says so', async () => {
    const page = await admin.open('/jobs/schedules', { statuses: [400, 412] });
    await page.getByText('There is no schedule yet.').waitFor();
    await page.getByRole('button', { name: 'Add a schedule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('nightly');
    await dialog.getByLabel('Kind').selectOption(nightly.kind);
    await dialog.getByLabel('Cron expression').fill('0 0 31 2 *');
    await dialog.getByLabel('Time zone').selectOption(nightly.time_zone);
    await dialog.getByLabel('Reason').fill('As agreed');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('/cron').waitFor();
    await dialog.getByLabel('Cron expression').fill(nightly.cron);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Schedule nightly' }).waitFor();
    await page.getByText('in America/New_York').nth(4).waitFor();
    expect(await page.getByText('in America/New_York').count()).toBe(5);
    await page.getByRole('row').getByText('As agreed').waitFor();

    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const body = { ...nightly, cron: '45 3 * * *', reason: 'Earlier' };
    await api.put('job-schedules/nightly', body, someAdmin).expect(200);
    await dialog.getByLabel('Reason').fill('Holidays');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
    await takeScreenshot(page, 'schedule-stale');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('row').getByText('Earlier').waitFor();
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await dialog.getByLabel('Reason').fill('Holidays');
    await dialog.getByRole('switch', { name: 'Enabled' }).uncheck();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row').getByText('Holidays').waitFor();
    await page.getByText('It never comes').waitFor();
    const [now] = await query("SELECT cron, enabled, revision FROM job_schedules WHERE id = 'nightly'");
    expect(now).toEqual({ cron: '45 3 * * *', enabled: false, revision: 3 });
  });

  it('have schedules that two persons do not add over each other', async () => {
    const page = await admin.open('/jobs/schedules', { statuses: [412] });
    await page.getByRole('button', { name: 'Add a schedule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('shared');
    await dialog.getByLabel('Kind').selectOption(nightly.kind);
    await dialog.getByLabel('Cron expression').fill('15 1 * * *');
    await dialog.getByLabel('Reason').fill('Mine');
    await api.put('job-schedules/shared', { ...nightly, reason: 'Theirs' }, someAdmin).expect(201);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor();
    expect(await query("SELECT reason, revision FROM job_schedules WHERE id = 'shared'")).toEqual([
      { reason: 'Theirs', revision: 1 },
    ]);
  });

  it.each(VIEWS)('show a schedule, and the list of them ($size, $scheme)', async (view) => {
    await api.put('job-schedules/weekly', { ...nightly, cron: '0 4 * * SUN' }, someAdmin);
    const page = await admin.open('/jobs/schedules', view);
    await page.getByRole('link', { name: 'weekly' }).waitFor();
    await takeScreenshot(page, 'schedules');
    await expectAccessible(page);
    await page.getByRole('link', { name: 'weekly' }).click();
    await page.getByRole('row').nth(1).waitFor();
    await takeScreenshot(page, 'schedule');
    await expectAccessible(page);
  });
});
