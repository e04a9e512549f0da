import { FitReportNotFoundError, FitReportsService } from 'learning-engine/evidence';
import { InvalidJobArgsError } from 'learning-engine/jobs';
import { randomUUID } from 'node:crypto';
import { type EvidenceHost, openEvidence, setOf } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { storeAnswers } from '../support/engine/store-answers.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { answeringLearners, dayOf } from '../support/models/answering-learners.js';

const why = { reason: 'a test' };
const ANSWERS = 24;

describe('fits of mastery by stored answers', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  let reports: FitReportsService;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    reports = host.app.get(FitReportsService, { strict: false });
    await host.registry.activateAlgoVersion('mastery', 'v2', why);
  });
  afterAll(() => host?.app.close());

  const judge_from = new Date(dayOf(ANSWERS / 2)).toISOString();
  const run = async (args: object = { judge_from }) => {
    const { id } = await host.jobs.enqueue('fit.mastery', args);
    return ended(host.jobs, id);
  };
  const activations = () => host.dataSource.query<unknown[]>('SELECT id FROM algo_activations ORDER BY id');

  it('say that there are too few answers, and count no look', async () => {
    await storeAnswers(
      host.dataSource,
      answeringLearners({ seed: 1, learners: 1, answers: 10 }).map(([id, answers]) => ({ id, answers: flat(answers) })),
    );
    const { id, status, result } = await run();
    expect([status, result]).toEqual(['SUCCESS', { outcome: 'TOO_FEW_ANSWERS', reason: expect.stringContaining('1,000') as string, params_id: null, look: null, fit_report_id: id }]); // prettier-ignore
    const report = await reports.get(id);
    expect(report).toMatchObject({ kind: 'fit.mastery', algoKey: 'mastery', version: 'v2', outcome: 'TOO_FEW_ANSWERS', look: null, report: { candidate: null } }); // prettier-ignore
  });

  it('make a candidate where the active set predicts badly, with its report, and activate nothing', async () => {
    const learners = answeringLearners({ seed: 2, learners: 400, answers: ANSWERS });
    await storeAnswers(host.dataSource, learners.map(([id, answers]) => ({ id, answers: flat(answers) }))); // prettier-ignore
    const bad = await setOf(host, 'mastery', 'v2', { w0: -1, w3: 0.1, w4: 3 });
    await host.registry.activateParams(bad, why);
    const before = await activations();

    const { id, result } = await run();
    expect(result).toMatchObject({ outcome: 'CANDIDATE', reason: null, look: 1 });
    const { params_id } = result as { params_id: string };
    const report = await reports.get(id);
    expect(report).toMatchObject({
      baseParamsId: bad,
      paramsId: params_id,
      look: 1,
      report: { judge_from, alpha: expect.closeTo(0.0304, 4) as number },
    });
    const [set] = await host.dataSource.query<{ is_active: boolean; params_json: object }[]>('SELECT is_active, params_json FROM algo_params WHERE id = $1', [params_id]); // prettier-ignore
    expect(set).toEqual({ is_active: false, params_json: report.report.candidate });
    expect(await activations()).toEqual(before);
    expect(await host.dataSource.query('SELECT FROM fit_learners')).toEqual([]);

    // A person activates it. The same answers lead to the same set: there is nothing to look at.
    await host.registry.activateParams(params_id, why);
    const again = await run();
    expect(again.result).toMatchObject({
      outcome: 'UNCHANGED',
      params_id: null,
    });
    await host.registry.activateParams(bad, why);
    expect((await run()).result).toMatchObject({ outcome: 'CANDIDATE', look: 2, params_id });
    const page = await reports.list({ algoKey: 'mastery' }, { limit: 2 });
    expect(page.reports.map(({ look }) => look)).toEqual([2, null]);
    expect((await reports.list({ algoKey: 'revision' })).reports).toEqual([]);
    expect((await reports.list({}, { before: page.nextBefore! })).reports.at(-1)!.outcome).toBe('TOO_FEW_ANSWERS');
  });

  it('cannot be changed, and are not found by another id', async () => {
    await expect(host.dataSource.query(`UPDATE fit_reports SET outcome = 'X'`)).rejects.toThrow(
      'A report never changes',
    );
    await expect(host.dataSource.query('DELETE FROM fit_reports')).rejects.toThrow('A report never changes');
    for (const id of [randomUUID(), 'none'])
      await expect(reports.get(id)).rejects.toBeInstanceOf(FitReportNotFoundError);
  });

  it('are not made of versions that cannot be fitted, nor by arguments of another kind', async () => {
    expect(await run({ version: 'v0' })).toMatchObject({ status: 'FAILED' });
    expect(await run({ version: 'v9' })).toMatchObject({
      status: 'FAILED',
      errorMessage: expect.stringContaining('v9') as string,
    });
    for (const args of [{ bank_id: 'b' }, { judge_days: 0 }, { judge_from, judge_days: 3 }]) {
      await expect(host.jobs.enqueue('fit.mastery', args)).rejects.toBeInstanceOf(InvalidJobArgsError);
    }
  });
});

/** As they are stored. */
function flat(answers: ReturnType<typeof answeringLearners>[number][1]) {
  return answers.map(({ item_id, correct, at, skills }) => ({ item_id: item_id!, correct, at, skill_ids: skills.map(({ skill_id }) => skill_id) })); // prettier-ignore
}
