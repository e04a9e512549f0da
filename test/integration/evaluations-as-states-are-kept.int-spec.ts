import { type Evaluation } from 'learning-engine/evidence';
import { type Answer } from 'learning-engine/learners';
import { useTestDatabase } from '../support/database/test-database.js';
import { answersOf } from '../support/engine/answers.js';
import { type EvidenceHost, evaluated, learnersWith, openEvidence } from '../support/engine/open-evidence.js';

const why = { reason: 'a test' };

describe('the answers that an evaluation judges', () => {
  const database = useTestDatabase();
  let host: EvidenceHost;
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    await host.registry.activateAlgoVersion('mastery', 'v1', why);
    await learnersWith(
      host,
      Array.from({ length: 6 }, (_, learner) => answersOf(learner, 10)),
    );
  });
  afterAll(() => host?.app.close());

  const all = (version: string) => ({ version, sample: 'all' as const });

  it('are those that kept states count: no rapid guesses, by the active skill map', async () => {
    const given = (n: number, more: Partial<Answer>): Answer => ({
      ...{ event_id: `e${n}`, at: `2026-01-1${n}T10:00:00Z`, item_id: 'timed', skill_ids: ['s1'], duration_ms: 20_000 },
      ...more,
    });
    const guess = given(3, { correct: false, duration_ms: 1999 });
    const answers = [1, 2, 4, 5].map((n) => given(n, { correct: n !== 4, ...(n === 5 && { option: 'a' }) }));
    const made = await learnersWith(host, [
      [...answers, guess],
      [...answers, given(3, { correct: true })],
    ]);
    const measuresOf = ({ contenders }: Evaluation) => new Map(contenders.map((one) => [one.name, one]));
    const evaluation = async () => (await evaluated(host, 'mastery', all('v2'))).report!;
    const before = await evaluation();
    expect(before.rapid).toBe(0);
    const timed = { item_id: 'timed', difficulty: 0, usual_duration_ms: 20_000, durations: 30 };
    await host.calibrations.adopt((await host.calibrations.create({ items: [timed] })).id, why);
    const guessed = await evaluation();
    expect(guessed).toMatchObject({ rapid: 1, answers: before.answers, judged: before.judged - 1, not_predicted: 0 });
    expect(
      (await evaluated(host, 'mastery', { ...all('v2'), from: new Date('2026-01-13T12:00:00Z') })).report!.rapid,
    ).toBe(0);

    // A version that takes no rapid guess, and the difficulties that others tell of, know nothing of it; v1 folds it.
    await host.answers.void(made[0]!, guess.event_id, why);
    const without = await evaluation();
    expect(without).toMatchObject({ rapid: 0, answers: before.answers - 1, judged: guessed.judged });
    const [seen, unseen] = [measuresOf(guessed), measuresOf(without)];
    expect(seen.get('candidate')).toEqual(unseen.get('candidate'));
    expect(seen.get('active')).not.toEqual(unseen.get('active'));

    const map = await host.skillMaps.create({
      items: [{ item_id: 'timed', skills: [{ skill_id: 's2' }], key_option: 'b' }],
    });
    await host.skillMaps.adopt(map.id, why);
    const mapped = await evaluation();
    expect(mapped.right * mapped.judged).toBeCloseTo(without.right * without.judged - 2, 6);
  });
});
