import { RevisionV2Params } from 'learning-engine/algorithms';
import { FitReportsService } from 'learning-engine/evidence';
import { InvalidJobArgsError } from 'learning-engine/jobs';
import { learnerNumber } from '../support/engine/answers.js';
import { type EvidenceHost, openEvidence, setOf } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { type StoredAnswer, storeAnswers } from '../support/engine/store-answers.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { dayOfReviews, FORGETFUL, RECALLING, revisingLearners } from '../support/models/revising-learners.js';

const why = { reason: 'a test' };
const DAYS = 16;

const reviews = (learners: number, days: number): StoredAnswer[][] =>
  revisingLearners(RECALLING['as the model says']!, { learners, days, seed: 5, weights: FORGETFUL, rated: true }).map(
    ({ answers }) => answers.map(({ item_id, correct, at, rating }) => ({ item_id: item_id!, correct, at, rating: rating! })), // prettier-ignore
  );

describe('fits of revision by stored reviews', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  let reports: FitReportsService;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    reports = host.app.get(FitReportsService, { strict: false });
    await host.registry.activateAlgoVersion('revision', 'v2', why);
  });
  afterAll(() => host?.app.close());

  const judge_from = new Date(dayOfReviews(DAYS / 2)).toISOString();
  const run = async (args: object = { judge_from }) => {
    const { id } = await host.jobs.enqueue('fit.revision', args);
    return ended(host.jobs, id);
  };
  const store = (all: readonly StoredAnswer[][], from: number) =>
    storeAnswers(host.dataSource, all.map((answers, n) => ({ id: learnerNumber(from + n), answers }))); // prettier-ignore

  it('say that there are too few reviews where all are of one day, however many, and count no look', async () => {
    const [ofOneDay] = reviews(1, 1);
    await store(Array.from({ length: 250 }, () => [...ofOneDay!, ...ofOneDay!]), 10_000); // prettier-ignore
    const { id, status, result } = await run({ judge_from: new Date(dayOfReviews(0)).toISOString() });
    expect([status, result]).toEqual(['SUCCESS', { outcome: 'TOO_FEW_ANSWERS', reason: expect.stringContaining('1,000') as string, params_id: null, look: null, fit_report_id: id }]); // prettier-ignore
    const nothing = { learners: 0, answers: 0 };
    expect(await reports.get(id)).toMatchObject({ kind: 'fit.revision', algoKey: 'revision', version: 'v2', report: { trained: nothing, judged: nothing, candidate: null } }); // prettier-ignore
  });

  it('make a candidate where learners forget sooner than the active set says, and activate nothing', async () => {
    await store(reviews(130, DAYS), 0);
    const active = await setOf(host, 'revision', 'v2', { request_retention: 0.85 });
    await host.registry.activateParams(active, why);
    const activations = () => host.dataSource.query<unknown[]>('SELECT id FROM algo_activations ORDER BY id');
    const before = await activations();

    const { id, result } = await run();
    expect(result).toMatchObject({ outcome: 'CANDIDATE', reason: null, look: 1, fit_report_id: id });
    const { params_id } = result as { params_id: string };
    const found = await reports.get(id);
    expect(found).toMatchObject({ baseParamsId: active, paramsId: params_id });
    const { candidate, differences } = found.report as { candidate: { w: number[] }; differences: { active: { mean: number } } }; // prettier-ignore
    expect(candidate).toMatchObject({ request_retention: 0.85, maximum_interval: 36_500 });
    expect(differences.active.mean).toBeLessThan(-0.02);
    const { w } = new RevisionV2Params();
    for (const place of [0, 2, 3] as const) {
      const farFrom = (weight: number) => Math.abs(Math.log(weight / FORGETFUL[place]));
      expect(farFrom(candidate.w[place]!)).toBeLessThan(farFrom(w[place]!));
    }
    const [set] = await host.dataSource.query<{ is_active: boolean; params_json: object }[]>('SELECT is_active, params_json FROM algo_params WHERE id = $1', [params_id]); // prettier-ignore
    expect(set).toEqual({ is_active: false, params_json: candidate });
    expect(await activations()).toEqual(before);
    expect(await host.dataSource.query('SELECT FROM fit_learners')).toEqual([]);
  });

  it('are refused, and write no set, where the active one is as good', async () => {
    const { reports: found } = await reports.list({ algoKey: 'revision' }, { limit: 1 });
    const planted = (found[0]!.report as { candidate: { w: number[] } }).candidate.w.map((weight, place) => (FORGETFUL as Record<number, number>)[place] ?? weight); // prettier-ignore
    await host.registry.activateParams(await setOf(host, 'revision', 'v2', { w: planted }), why);
    const sets = () => host.dataSource.query<unknown[]>('SELECT id FROM algo_params ORDER BY id');
    const before = await sets();

    expect((await run()).result).toMatchObject({ outcome: 'REJECTED', params_id: null, look: 1, reason: expect.stringContaining('does not predict better') as string }); // prettier-ignore
    expect(await sets()).toEqual(before);
  });

  it('are not made of versions that cannot be fitted, nor by arguments of another kind', async () => {
    expect(await run({ version: 'v0' })).toMatchObject({ status: 'FAILED' });
    for (const args of [{ item_ids: ['a'] }, { judge_days: 0 }, { judge_from, judge_days: 3 }]) {
      await expect(host.jobs.enqueue('fit.revision', args)).rejects.toBeInstanceOf(InvalidJobArgsError);
    }
  });
});
