import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { type ActivationsResponse, type ParamsResponse, type StatisticsResponse } from 'learning-engine/http';
import { Env } from '../../src/config/env.js';
import { answersOf } from '../support/engine/answers.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';
import { someAdmin } from '../support/http/api-client.js';
import { useLearners } from '../support/http/learners-client.js';
import { testEnv } from '../support/http/use-service.js';

describe('the overview', () => {
  const admin = useAdmin();

  it.each(VIEWS)('shows what is active, on a $size and in $scheme', async (view) => {
    const page = await admin.open('/', view);
    const mastery = page.getByRole('region', { name: 'mastery' });
    await mastery.getByText('Active version').waitFor();

    expect(await mastery.innerText()).toContain('v0');
    await page.getByText('mastery runs a stub').waitFor();
    await mastery.getByText('no runs').waitFor();
    await takeScreenshot(page, 'overview');
    await expectAccessible(page);
  });

  it('keeps what was read when the service does not answer, and says so', async () => {
    const page = await admin.open('/');
    const mastery = page.getByRole('region', { name: 'mastery' });
    await mastery.getByText('Active version').waitFor();
    await page.getByText('no runs').nth(4).waitFor();
    // An answer that was underway when the connection was lost would say that it is there.
    const isRead = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/v1/learning/doctor'))";
    while (!(await page.evaluate<boolean>(isRead)));

    await page.context().setOffline(true);
    await page.getByText('The service does not answer. What you see may be old').waitFor();
    expect(await mastery.innerText()).toContain('v0');
    await page.context().setOffline(false);
    await page.getByText('The service does not answer. What you see may be old').waitFor({ state: 'detached' });
  });
});

describe('the overview of a service in use', () => {
  const admin = useAdmin(Object.assign(new Env(), testEnv, { JOB_CONCURRENCY: 1 }));
  const { api, activate, recorded } = useLearners(admin.service);
  let candidate: string;
  const runsOfV1 = async () => {
    const [from, to] = [-24, 0].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
    const answer = await api.get(`algorithms/mastery/statistics?from=${from}&to=${to}`, someAdmin).expect(200);
    return (answer.body as StatisticsResponse).versions.find(({ version }) => version === 'v1')!;
  };
  beforeAll(async () => {
    await activate('mastery');
    for (let learner = 0; learner < 3; learner += 1) await recorded(randomUUID(), answersOf(learner, 6));
    for (let run = 0; run < 12; run += 1)
      await api.post('mastery', { input: { states: [], events: [] } }, someAdmin).expect(201);
    // In hours before: what happened then is not made by calls.
    await admin.service.app.get(DataSource).query(`
      INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, started_at, completed_at, error_code, error_message)
      SELECT gen_random_uuid(), algo_version_id, params_id, 'api', CASE WHEN n % 9 = 0 THEN 'FAILED' ELSE 'SUCCESS' END,
        clock_timestamp() - n * interval '20 minutes', clock_timestamp() - n * interval '20 minutes' + n * interval '1 ms',
        CASE WHEN n % 9 = 0 THEN 'ALGORITHM_FAILED' END, CASE WHEN n % 9 = 0 THEN 'It threw.' END
      FROM (SELECT algo_version_id, params_id FROM algo_runs LIMIT 1) AS run, generate_series(1, 70) AS n`);
    const params = { p_slip: 0.2 };
    candidate = (
      (await api.post('algorithms/mastery/versions/v1/params', { params }, someAdmin)).body as ParamsResponse
    ).id;
    const asked = { version: 'v1', params_id: candidate, sample: 'all' };
    const { id } = (await api.post('algorithms/mastery/previews', asked, someAdmin).expect(202)).body as { id: string };
    for (let status = ''; status !== 'SUCCESS';) {
      ({ status } = (await api.get(`algorithms/mastery/previews/${id}`, someAdmin)).body as { status: string });
    }
    await api.post('algorithms/mastery/versions/v2/activate', { reason: 'It predicts better' }, someAdmin).expect(200);
    await api.post('calibrations', { items: [{ item_id: 'q1', difficulty: 0.5 }] }, someAdmin).expect(201);
  });

  it.each(VIEWS)(
    'says since when, by whom and why, and what needs a person, on a $size and in $scheme',
    async (view) => {
      const page = await admin.open('/', view);
      const mastery = page.getByRole('region', { name: 'mastery' });
      const { activations } = (await api.get('activations?algo_key=mastery&limit=1', someAdmin))
        .body as ActivationsResponse;
      const name = `v2/${activations[0]!.params_id!.slice(0, 8)}`;
      await mastery.getByRole('link', { name }).waitFor();
      await mastery.getByText('It predicts better').waitFor();
      await mastery.getByText(someAdmin.userId.slice(0, 8)).waitFor();
      const { runs, failed } = await runsOfV1();
      expect(runs).toBeGreaterThan(70);
      expect(failed).toBe(7);
      await mastery.getByText(`v1: ${runs} runs`).waitFor();
      await mastery.getByText('7 failed').waitFor();

      await page.getByText(/^mastery v1: [\d.]+% of its runs failed$/).waitFor();
      await page.getByText(/^Calibration \w{8} is newer than the active one/).waitFor();
      const stale = page.getByRole('link', {
        name: `The preview of mastery v1/${candidate.slice(0, 8)} is out of date`,
      });
      await stale.waitFor();
      await takeScreenshot(page, 'overview-in-use');
      await expectAccessible(page);
      await stale.click();
      await page.getByRole('heading', { level: 1, name: `mastery v1/${candidate.slice(0, 8)}` }).waitFor();
      await page.getByText('The preview is out of date').waitFor();
    },
  );

  it('shows what another administrator activates, without a reload', async () => {
    const page = await admin.open('/');
    const revision = page.getByRole('region', { name: 'revision' });
    await revision.getByText('v0').first().waitFor();

    await api.post('algorithms/revision/versions/v1/activate', { reason: 'Spaced by FSRS' }, someAdmin).expect(200);

    await revision.getByText('v1', { exact: true }).waitFor();
    await revision.getByText('Spaced by FSRS').waitFor();
  });

  it('says that the service takes no writes, and what the doctor finds', async () => {
    const page = await admin.open('/');
    await page.route('**/v1/learning/doctor', (route) =>
      route.fulfill({
        json: {
          findings: [
            { code: 'STUCK_JOBS', subject: 'job_runs', message: '2 jobs are stuck', remedy: 'Start a worker.' },
            { code: 'READ_ONLY', subject: 'writes', message: 'The server is a standby.', remedy: 'Promote it.' },
          ],
        },
      }),
    );
    await page.reload();
    const attention = page.getByRole('alert').or(page.getByText('Needs attention').locator('..'));
    await page.getByText('The service is not ready for writes. The server is a standby.').waitFor();
    await page.getByText('2 jobs are stuck').waitFor();
    await page.getByText('Start a worker.').waitFor();
    expect(await attention.count()).toBeGreaterThan(0);
  });

  it('says how many jobs failed, and where there may be more', async () => {
    const fail = (jobs: number) =>
      admin.service.app.get(DataSource).query(
        `INSERT INTO job_runs (id, tenant, kind, args, status, started_at, ended_at, error_code, error_message)
         SELECT gen_random_uuid(), 'default', 'runs.retention', '{}', 'FAILED', now(), now(), 'JOB_FAILED', 'It threw.'
         FROM generate_series(1, $1)`,
        [jobs],
      );
    await fail(1);
    const page = await admin.open('/');
    await page.getByRole('link', { name: '1 job failed in the last 24 hours', exact: true }).waitFor();
    await fail(49);
    await page.reload();
    await page.getByRole('link', { name: '50 or more jobs failed in the last 24 hours', exact: true }).waitFor();
  });

  it('shows readers what readers may see', async () => {
    const page = await admin.open('/', { caller: { userId: randomUUID(), role: 'reader' } });
    const mastery = page.getByRole('region', { name: 'mastery' });
    await mastery.getByText('since').waitFor();
    expect(await mastery.innerText()).not.toContain('It predicts better');
  });
});
