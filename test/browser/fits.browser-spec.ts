import { type EvidenceHost, openEvidence, setOf } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { storeAnswers } from '../support/engine/store-answers.js';
import { answeringLearners, dayOf } from '../support/models/answering-learners.js';
import { expectAccessible, takeScreenshot } from '../support/browser/look-at.js';
import { useAdmin } from '../support/browser/use-admin.js';
import { VIEWS } from '../support/browser/views.js';
import { platform } from '../support/http/learners-client.js';

const ANSWERS = 24;

describe('the fits', () => {
  const admin = useAdmin();
  let host: EvidenceHost;
  let found: string;
  beforeAll(async () => {
    host = await openEvidence(admin.service.databaseUrl, { concurrency: 1, pollMs: 20 });
    await host.registry.activateAlgoVersion('mastery', 'v2', { reason: 'a test' });
  });
  afterAll(() => host?.app.close());

  const run = async (): Promise<string> => {
    const { id } = await host.jobs.enqueue('fit.mastery', { judge_from: new Date(dayOf(ANSWERS / 2)).toISOString() });
    expect(await ended(host.jobs, id)).toMatchObject({ status: 'SUCCESS' });
    return id;
  };

  it('say that there are none', async () => {
    const page = await admin.open('/fits', { caller: platform });
    await page.getByText('No fit was made yet.').waitFor();
    await takeScreenshot(page, 'fits-empty');
    await expectAccessible(page);
  });

  it('say why nothing was judged', async () => {
    const id = await run();
    const page = await admin.open(`/fits/${id}`);
    await page.getByText('Nothing was judged.').waitFor();
    await page.getByText('too few answers', { exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'Open the candidate' }).count()).toBe(0);
    await takeScreenshot(page, 'fit-too-few');
    await expectAccessible(page);
  });

  describe('of which one found a better set', () => {
    beforeAll(async () => {
      const learners = answeringLearners({ seed: 2, learners: 400, answers: ANSWERS });
      const stored = learners.map(([id, answers]) => ({
        id,
        answers: answers.map(({ item_id, correct, at, skills }) => ({
          ...{ item_id: item_id!, correct, at, skill_ids: skills.map(({ skill_id }) => skill_id) },
        })),
      }));
      await storeAnswers(host.dataSource, stored);
      const bad = await setOf(host, 'mastery', 'v2', { w0: -1, w3: 0.1, w4: 3 });
      await host.registry.activateParams(bad, { reason: 'a test' });
      found = await run();
    });

    it.each(VIEWS)('are listed ($size, $scheme)', async (view) => {
      const page = await admin.open('/fits', view);
      await page.getByRole('row').nth(2).waitFor();
      await page.getByText('candidate', { exact: true }).waitFor();
      await takeScreenshot(page, 'fits');
      await expectAccessible(page);
    });

    it.each(VIEWS)('are shown with their numbers and pictures ($size, $scheme)', async (view) => {
      const page = await admin.open(`/fits/${found}`, view);
      await page.getByText('A better set of parameters was found').waitFor();
      await page
        .getByRole('region', { name: 'Reliability of Candidate' })
        .locator('svg.recharts-surface')
        .first()
        .waitFor();
      const measures = page.getByRole('region', { name: 'How well each predicts' }).first();
      expect(await measures.getByRole('row').count()).toBeGreaterThanOrEqual(5);
      await takeScreenshot(page, 'fit');
      await expectAccessible(page);
    });

    it('lead to the set, which is not active', async () => {
      const page = await admin.open(`/fits/${found}`);
      await page.getByRole('link', { name: 'Open the candidate' }).click();
      await page.getByRole('heading', { level: 1, name: /^mastery v2/ }).waitFor();
      expect(page.url()).toContain('/algorithms/mastery/versions/v2/params/');
    });
  });
});
