import { InvalidArgumentError } from 'learning-engine';
import { type LiveScore, LiveScoresService } from 'learning-engine/evidence';
import { plansOf } from '../support/database/plans.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { type EvidenceHost, openEvidence, setOf } from '../support/engine/open-evidence.js';
import { newLearner } from '../support/engine/open-learners.js';
import { seedPaceVersions } from '../support/engine/pace-versions.js';

const DAY = 86_400_000;
const PART = 2000;
const ANSWERS = 24_000;
const window = () => ({ from: new Date(Date.now() - DAY), to: new Date(Date.now() + DAY) });

/** Answers to one item, at one hour after the other. */
const answers = (...right: boolean[]) =>
  right.map((correct, hour) => answer(`e${hour}`, { at: `2026-01-21T${10 + hour}:00:00Z`, correct }));

/** What is expected of predictions and what came. */
function measuresOf(judged: readonly (readonly [predicted: number, isRight: boolean])[]) {
  const mean = (of: (predicted: number, isRight: boolean) => number) =>
    judged.reduce((sum, [predicted, isRight]) => sum + of(predicted, isRight), 0) / judged.length;
  return {
    answers: judged.length,
    log_loss: mean((predicted, isRight) => -Math.log(isRight ? predicted : 1 - predicted)),
    brier: mean((predicted, isRight) => (predicted - Number(isRight)) ** 2),
  };
}

const close = (value: number): number => expect.closeTo(value, 12) as number;

describe('live scores', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  let scores: LiveScoresService;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 0 });
    scores = host.app.get(LiveScoresService, { strict: false });
    await seedPaceVersions(host);
  });
  afterAll(() => host?.app.close());

  const ofPace = () => scores.getScores('pace', window());
  const expectScore = (score: LiveScore | undefined, judged: Parameters<typeof measuresOf>[0]) => {
    const { answers: count, log_loss, brier } = measuresOf(judged);
    expect(score).toMatchObject({ answers: count, log_loss: close(log_loss), brier: close(brier) });
  };

  it('say nothing where nothing was predicted', async () => {
    expect(await ofPace()).toEqual([]);
    expect(await scores.getScores('no such key', window())).toEqual([]);
  });

  it('say how well what was expected before each answer held, also of late, corrected and withdrawn ones', async () => {
    const learner = await newLearner(host.dataSource);
    const [first, second, third] = answers(true, true, false);
    // The second comes late: it is predicted by what came before it.
    await host.answers.record(learner, [first!, third!]);
    await host.answers.record(learner, [second!]);
    const [score, ...more] = await ofPace();
    expect(more).toEqual([]);
    expect(score).toMatchObject({ version: 'v1', isActive: true, calibrationId: null, skillMapId: null });
    // Where the third one was predicted, the second was not known yet.
    expectScore(score, [
      [1 / 3, true],
      [2 / 4, true],
      [2 / 4, false],
    ]);
    const filled = score!.bins.filter((bin) => bin.answers > 0);
    expect(filled).toEqual([
      { from: 0.3, answers: 1, predicted: close(1 / 3), right: 1 },
      { from: 0.5, answers: 2, predicted: 0.5, right: 0.5 },
    ]);
    expect(score!.calibration_error).toBeCloseTo(2 / 3 / 3, 12);

    await host.answers.correct(learner, { ...third!, correct: true }, { reason: 'a test' });
    // What had been expected of it stays as it was.
    expectScore((await ofPace())[0], [
      [1 / 3, true],
      [2 / 4, true],
      [2 / 4, true],
    ]);
    await host.answers.void(learner, second!.event_id, { reason: 'a test' });
    expectScore((await ofPace())[0], [
      [1 / 3, true],
      [2 / 4, true],
    ]);
  });

  it('stand beside each other for what was active before and what is now, by the same answers', async () => {
    const paramsId = await setOf(host, 'pace', 'v1', { needed: 1 });
    await host.registry.activateParams(paramsId, { reason: 'a test' });
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, answers(true, false));
    const all = await ofPace();
    expect(all.map(({ version }) => version)).toEqual(['v1', 'v1']);
    const now = all.find((one) => one.paramsId === paramsId);
    expect(now).toMatchObject({ isActive: true });
    expectScore(now, [
      [1 / 2, true],
      [2 / 3, false],
    ]);
    const before = all.find((one) => one.paramsId !== paramsId);
    expect(before).toMatchObject({ isActive: false });
    expectScore(before, [
      [1 / 3, true],
      [2 / 4, true],
      [1 / 3, true],
      [2 / 4, false],
    ]);
  });

  it('are of the answers that were recorded in a window, which is found without those around it', async () => {
    const learner = await newLearner(host.dataSource);
    const [{ projection }] = await host.dataSource.query<[{ projection: string }]>(
      'SELECT id AS projection FROM projections LIMIT 1',
    );
    await host.dataSource.query('INSERT INTO learners (id, revision, last_seq) VALUES ($1, 1, $2)', [learner, ANSWERS]);
    for (let from = 1; from < ANSWERS; from += PART) {
      await host.dataSource.query(
        `INSERT INTO learner_answers (learner_id, seq, event_id, version, kind, at, skill_ids, group_ids, correct, graded_by, context,
         predicted, digest, recorded_at)
       SELECT $1, n, 'm' || n, 1, 'answer', '2026-01-21', '{}', '{}', true, 'correct', 'practice',
         jsonb_build_object($2::text, 0.5), sha256(n::text::bytea), '2026-02-01T00:00:00Z'::timestamptz + n * interval '1 second'
       FROM generate_series($3::int, $4) AS n`,
        [learner, projection, from, from + PART - 1],
      );
    }
    await host.dataSource.query('ANALYZE learner_answers');
    const asked = { from: new Date('2026-02-01T06:00:00Z'), to: new Date('2026-02-01T06:05:00Z') };
    let found: LiveScore[] = [];
    const plans = await plansOf(host.dataSource, async () => (found = await scores.getScores('pace', asked)));
    expect(found).toMatchObject([{ answers: 300, log_loss: close(Math.LN2) }]);
    const [{ pages }] = await host.dataSource.query<[{ pages: number }]>(
      "SELECT relpages AS pages FROM pg_class WHERE relname = 'learner_answers'",
    );
    const plan = plans.find(({ text }) => text.includes('learner_answers'))!;
    expect(plan.text).toContain('ix_learner_answers_recorded');
    // Beside the pages of the window, the look for the last version of each answer.
    expect(plan.buffers).toBeLessThan(pages / 2 + 6 * 300);
  });

  it.each([
    ['from', { from: new Date(NaN), to: new Date() }],
    ['to', { from: new Date(), to: new Date(0) }],
    ['to', { from: new Date(0), to: new Date(32 * DAY) }],
  ])('reject a window that is none, by its %s', async (argument, bad) => {
    const rejected = await scores.getScores('pace', bad).catch((error: unknown) => error);
    expect(rejected).toBeInstanceOf(InvalidArgumentError);
    expect(rejected).toMatchObject({ argument });
  });
});
