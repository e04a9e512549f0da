import { type Answer } from 'learning-engine/learners';
import { useTestDatabase } from '../support/database/test-database.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

const answer = (event_id: string, given: Partial<Answer> = {}): Answer => ({
  event_id,
  at: '2026-01-21T12:00:00Z',
  item_id: 'i1',
  skill_ids: ['fractions'],
  ...(given.score === undefined && given.rating === undefined && { correct: true }),
  ...given,
});

describe('answers', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  const rows = (table: string, learner: string, order = '1') =>
    host.dataSource.query<Record<string, unknown>[]>(`SELECT * FROM ${table} WHERE learner_id = $1 ORDER BY ${order}`, [
      learner,
    ]);
  const outcomes = async (learner: string, answers: unknown[]) => {
    const { results } = await host.answers.record(learner, answers as Answer[]);
    return results.map(({ outcome }) => outcome);
  };

  it('are recorded once, with what follows from them', async () => {
    const learner = await newLearner(host.dataSource);
    const recorded = await host.answers.record(learner, [answer('e1'), answer('e2', { score: 0.4 })], {
      source: 'app',
    });

    expect(recorded).toMatchObject({
      revision: 1,
      results: [
        { event_id: 'e1', outcome: 'recorded' },
        { event_id: 'e2', outcome: 'recorded' },
      ],
    });
    expect(
      recorded.states.map(({ algo_key, scope_kind, scope_id, answers }) => [algo_key, scope_kind, scope_id, answers]),
    ).toEqual([
      ['trail', 'skill', 'fractions', 2],
      ['web', 'learner', 'self', 2],
      ['web', 'skill', 'fractions', 2],
    ]);
    expect(recorded.states[0]).toMatchObject({ value: 0.455, state: { level: 0.455, last: 'e2' } });
    expect(await rows('learner_answers', learner, 'seq')).toMatchObject([
      { seq: '1', event_id: 'e1', correct: true, graded_by: 'correct', source: 'app' },
      { seq: '2', event_id: 'e2', correct: false, graded_by: 'score', score: 0.4 },
    ]);

    const again = await host.answers.record(learner, [answer('e1'), answer('e3')]);
    expect(again).toMatchObject({ revision: 2, results: [{ outcome: 'duplicate' }, { outcome: 'recorded' }] });
    expect(await host.answers.record(learner, [answer('e1')])).toMatchObject({ revision: 2, states: [] });
  });

  it('that are invalid, or others of the same id, keep none of the rest from being recorded', async () => {
    const learner = await newLearner(host.dataSource);
    const given = [
      answer('e1'),
      { ...answer('e2'), at: 'yesterday' },
      { ...answer('e3'), surprise: 1 },
      null,
      answer('e4', { correct: undefined, rating: 1 }),
      answer('e1', { item_id: 'other' }),
      answer('e1', { at: '2026-01-21T12:00:00.000Z', context: 'practice' }),
      { ...answer('e5'), correct: undefined },
    ];
    const { results } = await host.answers.record(learner, given as Answer[]);

    expect(results.map(({ event_id, outcome }) => [event_id, outcome])).toEqual([
      ['e1', 'recorded'],
      ['e2', 'invalid'],
      ['e3', 'invalid'],
      [null, 'invalid'],
      ['e4', 'invalid'],
      ['e1', 'conflict'],
      ['e1', 'duplicate'],
      ['e5', 'invalid'],
    ]);
    expect(results[1]!.problems).toEqual([
      {
        pointer: '/at',
        reason: 'must be a UTC time such as 2026-01-21T12:00:00.000Z',
        message: 'answer.at must be a UTC time such as 2026-01-21T12:00:00.000Z',
      },
    ]);
    expect(results[2]!.problems![0]).toMatchObject({ pointer: '/surprise' });
    expect(await rows('learner_answers', learner)).toHaveLength(1);
    expect(await outcomes(learner, [answer('e1', { correct: false })])).toEqual(['conflict']);
  });

  const shuffled = <T>(all: readonly T[]): T[] =>
    all
      .map((value) => [Math.random(), value] as const)
      .sort(([a], [b]) => a - b)
      .map(([, value]) => value);
  const made = async (learner: string) =>
    (
      await host.dataSource.query<Record<string, unknown>[]>(
        `SELECT v.algo_key, scope_kind, scope_id, state::text, value::text, due_at, answers, through_at, through_event_id
         FROM learner_states s JOIN projections p ON p.id = s.projection_id JOIN algo_versions v ON v.id = p.algo_version_id
         WHERE learner_id = $1 ORDER BY 1, 2, 3`,
        [learner],
      )
    ).map((row) => JSON.stringify(row));
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      answer(`e${index}`, {
        at: new Date(Date.UTC(2026, 0, 1 + (index % 7), index % 5)).toISOString(),
        skill_ids: [`s${index % 3}`, `s${(index * 2) % 5}`],
        correct: index % 3 > 0,
        context: index % 11 === 0 ? 'survey' : 'practice',
      }),
    );

  it('count in the order of their times, in whatever order and how often they come', async () => {
    const [once, anyhow] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    const answers = many(40);
    await host.answers.record(once, answers);
    const repeated = shuffled([...answers, ...answers]);
    for (let from = 0; from < repeated.length; from += 7) {
      await host.answers.record(anyhow, repeated.slice(from, from + 7));
    }

    expect(await made(anyhow)).toEqual(await made(once));
    expect((await made(once)).length).toBeGreaterThan(10);
    expect(await rows('learner_answers', anyhow)).toHaveLength(40);
    const seqs = (await rows('learner_answers', anyhow, 'seq')).map(({ seq }) => Number(seq));
    expect(seqs).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('of one learner by many callers at once are all recorded', async () => {
    const [once, raced] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    const second = await openLearners(database.url);
    const answers = many(64);
    try {
      await host.answers.record(once, answers);
      const results = await Promise.all(
        answers.map((one, index) => (index % 2 ? host : second).answers.record(raced, [one])),
      );
      expect(new Set(results.map(({ results: [only] }) => only!.outcome))).toEqual(new Set(['recorded']));
      expect(new Set(results.map(({ revision }) => revision)).size).toBe(64);
      expect(await made(raced)).toEqual(await made(once));
    } finally {
      await second.app.close();
    }
  });
});
