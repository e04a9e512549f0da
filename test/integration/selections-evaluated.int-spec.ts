import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { type EvidenceHost, openEvidence, setOf } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { newLearner } from '../support/engine/open-learners.js';

const DAY = 86_400_000;
const why = { reason: 'a test' };
const LEARNERS = 40;
/** Of each learner, by chance and without. */
const [EACH, FIXED] = [8, 3];

/** The easier one is right, the harder one wrong. */
const BANK = [-2, -1, 1, 2].map((difficulty, index) => ({ item_id: `i${index}`, skill_id: 's', difficulty }));
const isRight = (itemId: string) => itemId < 'i2';

interface Report {
  selections: number;
  learners: number;
  effective_selections: number;
  not_covered: number;
  refused: { code: string } | null;
  comparison: { observed: { mean: number }; doubly_robust: { mean: number }; verdict: string } | null;
  left_out: object;
  digest: string;
}

describe('selections that were made', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  let learners: string[];
  let rights: number;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    learners = [];
    for (let n = 0; n < LEARNERS; n += 1) learners.push(await newLearner(host.dataSource));
    // Chosen by chance, six days ago; and always the best one, three days ago.
    rights = await choose(6, EACH, { exploration_rate: 0.8, exploration_band: 1 });
    await choose(3, FIXED, { exploration_rate: 0, exploration_band: 1 });
  });
  afterAll(() => host?.app.close());

  /** @returns how many were right */
  async function choose(daysAgo: number, each: number, params: object): Promise<number> {
    const paramsId = await setOf(host, 'adaptive', 'v2', params);
    await host.registry.activateAlgoVersion('adaptive', 'v2', { ...why, paramsId });
    let right = 0;
    for (const [index, learner] of learners.entries()) {
      for (let n = 0; n < each; n += 1) {
        const { id, items } = await host.states.next(learner, { count: 1, candidates: BANK });
        const { item_id } = items[0]!;
        right += Number(isRight(item_id));
        const at = new Date(Date.now() - daysAgo * DAY + (index + n) * 1000).toISOString();
        const given = { at, item_id, skill_ids: ['s'], correct: isRight(item_id), selection_id: id };
        const { results } = await host.answers.record(learner, [answer(`e-${daysAgo}-${n}`, given)]);
        expect(results).toMatchObject([{ outcome: 'recorded' }]);
      }
    }
    await moved(`at = at - interval '${daysAgo} days' WHERE at > now() - interval '1 day'`);
    return right;
  }

  async function moved(what: string): Promise<void> {
    await host.dataSource.query('ALTER TABLE selections DISABLE TRIGGER USER');
    await host.dataSource.query(`UPDATE selections SET ${what}`);
    await host.dataSource.query('ALTER TABLE selections ENABLE TRIGGER USER');
  }

  const ago = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  const evaluated = (args: object) =>
    host.jobs
      .enqueue('selections.evaluate', { algo_key: 'adaptive', reward: 'right', ...args })
      .then(({ id }) => ended(host.jobs, id));
  const reportOf = async (args: object) => {
    const job = await evaluated(args);
    expect(job).toMatchObject({ status: 'SUCCESS' });
    return job.result as unknown as Report;
  };
  const byChance = { until: ago(4.5) };
  const easier = () => setOf(host, 'adaptive', 'v2', { target_accuracy: 0.99, weight_recency: 0, weight_count: 0 });

  it('tell that a version would have chosen better, and worse', async () => {
    const report = await reportOf({ version: 'v2', params_id: await easier(), ...byChance });
    expect(report).toMatchObject({
      ...{ selections: LEARNERS * EACH, learners: LEARNERS, not_covered: 0, refused: null, left_out: {} },
      comparison: { verdict: 'better' },
    });
    expect(report.comparison!.observed.mean).toBeCloseTo(rights / (LEARNERS * EACH), 12);
    expect(report.comparison!.doubly_robust.mean).toBeGreaterThan(0.8);
    const harder = await setOf(host, 'adaptive', 'v2', { target_accuracy: 0.05, weight_recency: 0, weight_count: 0 });
    const worse = await reportOf({ version: 'v2', params_id: harder, ...byChance });
    expect(worse.comparison).toMatchObject({ verdict: 'worse' });
    const again = await reportOf({ version: 'v2', params_id: harder, ...byChance });
    expect(again).toEqual(worse);
  });

  it('tell of another version that reads the same inputs', async () => {
    const params = { target_accuracy: 0.99, weight_recency: 0, weight_count: 0 };
    const report = await reportOf({
      version: 'v1',
      params_id: await setOf(host, 'adaptive', 'v1', params),
      ...byChance,
    });
    expect(report).toMatchObject({ selections: LEARNERS * EACH, left_out: {}, comparison: { verdict: 'better' } });
  });

  it('tell nothing where chance chose none: there is a reason, and no number', async () => {
    const report = await reportOf({ version: 'v2', params_id: await easier(), from: ago(4.5) });
    expect(report).toMatchObject({ selections: LEARNERS * FIXED, refused: { code: 'NO_OVERLAP' }, comparison: null });
  });

  it('tell what came of them as answers count, of those of which it is known', async () => {
    const asked = { version: 'v2', params_id: await easier(), ...byChance };
    const observed = async (reward: string) => (await reportOf({ ...asked, reward })).comparison!.observed.mean;
    const before = await observed('answered');
    expect(before).toBe(1);
    await host.answers.void(learners[0]!, 'e-6-0', why);
    expect(await observed('answered')).toBeCloseTo(1 - 1 / (LEARNERS * EACH), 12);
    expect(await reportOf({ ...asked, reward: 'later_right' })).toMatchObject({ selections: 0, comparison: null });
    await moved("at = at - interval '20 days' WHERE at < now() - interval '4 days'");
    expect((await reportOf({ ...asked, reward: 'later_right' })).selections).toBe(LEARNERS * EACH);
    expect(await observed('later_right')).toBe(0);
    // More than a day after they were asked.
    expect(await observed('answered')).toBe(0);
    await moved("at = at + interval '20 days' WHERE at < now() - interval '4 days'");
  });

  it('are counted where they say nothing of the candidate', async () => {
    const many = Array.from({ length: 300 }, (_, n) => ({ item_id: `${'long'.repeat(20)} ${n}` }));
    const [learner] = learners;
    await host.states.next(learner!, { count: 1, candidates: many });
    await moved("at = at - interval '6 days' WHERE at > now() - interval '1 day'");
    const report = await reportOf({ version: 'v2', ...byChance });
    expect(report).toMatchObject({ selections: LEARNERS * EACH, left_out: { input_not_recorded: 1 } });
    await host.learners.erase(learner!);
    expect(await reportOf({ version: 'v2', ...byChance })).toMatchObject({
      ...{ selections: (LEARNERS - 1) * EACH, learners: LEARNERS - 1, left_out: {} },
    });
  });

  it('tell nothing of a version that does not say how likely it chooses what', async () => {
    expect(await evaluated({ algo_key: 'mastery', version: 'v1' })).toMatchObject({
      ...{ status: 'FAILED', errorMessage: expect.stringContaining('select.firstChoices') as string },
    });
    expect(await evaluated({ version: 'v9' })).toMatchObject({ status: 'FAILED' });
    await expect(
      host.jobs.enqueue('selections.evaluate', { algo_key: 'adaptive', version: 'v2', reward: 'learned' }),
    ).rejects.toMatchObject({ code: 'INVALID_JOB_ARGS' });
  });
});
