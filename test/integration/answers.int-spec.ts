import { randomUUID } from 'node:crypto';
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

  it('whose times cannot be true are kept, and not folded', async () => {
    const learner = await newLearner(host.dataSource);
    const now = Date.now();
    const at = (offset: number) => new Date(now + offset).toISOString();
    const hour = 3_600_000;

    expect(
      await outcomes(learner, [
        answer('now', { at: at(-hour) }),
        answer('future', { at: at(24 * hour) }),
        answer('1970', { at: '1970-01-01T00:00:05Z' }),
        answer('1900', { at: '1900-01-01T00:00:00Z' }),
        answer('soon', { at: at(60_000) }),
      ]),
    ).toEqual(['recorded', 'quarantined', 'quarantined', 'quarantined', 'recorded']);
    expect((await rows('learner_answers', learner, 'seq')).map(({ quarantine }) => quarantine)).toEqual([
      null,
      'FUTURE',
      'TOO_OLD',
      'TOO_OLD',
      null,
    ]);
    expect(await rows('learner_states', learner)).toHaveLength(3);
    expect((await rows('learner_states', learner)).map((row) => row.answers)).toEqual([2, 2, 2]);
    expect(await outcomes(learner, [answer('1970', { at: '1970-01-01T00:00:05Z' })])).toEqual(['duplicate']);
  });

  it('of a sender whose clock is wrong get the times that they had by ours', async () => {
    const learner = await newLearner(host.dataSource);
    const off = -3 * 3_600_000;
    const sentAt = new Date(Date.now() + off);
    const given = new Date(sentAt.getTime() - 60_000).toISOString();
    await host.answers.record(learner, [answer('slow', { at: given })], {
      sentAt,
    });
    await host.answers.record(learner, [answer('right', { at: given })], { sentAt: new Date() });

    const [slow, right] = (await rows('learner_answers', learner, 'seq')) as { at: Date; given_at: Date | null }[];
    expect(Math.abs(slow!.at.getTime() - (Date.parse(given) - off))).toBeLessThan(60_000);
    expect(slow!.given_at).toEqual(new Date(given));
    expect(right).toMatchObject({ at: new Date(given), given_at: null });
  });

  it('are recorded although a fold throws, and counted once it does not', async () => {
    const learner = await newLearner(host.dataSource);
    const { results, states } = await host.answers.record(learner, [answer('e1', { item_id: 'boom' }), answer('e2')]);

    expect(results.map(({ outcome }) => outcome)).toEqual(['recorded', 'recorded']);
    expect(states.map(({ algo_key }) => algo_key)).toEqual(['trail']);
    const failed = () =>
      host.dataSource.query<object[]>(
        `SELECT error_code, through_seq FROM learner_positions WHERE learner_id = $1 AND failed_at IS NOT NULL`,
        [learner],
      );
    expect(await failed()).toEqual([{ error_code: 'FOLD_FAILED', through_seq: '0' }]);
    const [run] = await host.dataSource.query<{ error_message: string }[]>(
      "SELECT error_message, error_code FROM algo_runs WHERE user_id = $1 AND status = 'FAILED'",
      [learner],
    );
    expect(run).toMatchObject({ error_code: 'FOLD_FAILED' });
    expect(run!.error_message).toMatch(/^The fold of web v1 threw RangeError at .*folding-versions/);
    expect(run!.error_message).not.toContain('boom');
    await expect(host.states.getState(learner, { algoKey: 'web' })).resolves.toMatchObject({
      isFresh: false,
      states: [],
    });
    await expect(host.states.getState(learner, { algoKey: 'trail' })).resolves.toMatchObject({ isFresh: true });
  });

  it('have one run for each fold of a call, and nothing of the answers is in it', async () => {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, [answer('secret-event', { item_id: 'secret-item', skill_ids: ['secret'] })]);
    await host.answers.record(learner, [answer('secret-event')]);

    const runs = await host.dataSource.query<{ id: string; version: string; input: object }[]>(
      `SELECT r.id, algo_key, input_summary_json AS input, to_json(r)::text AS whole FROM algo_runs r
       JOIN algo_versions v ON v.id = algo_version_id WHERE user_id = $1 ORDER BY algo_key`,
      [learner],
    );
    expect(runs).toMatchObject([
      { algo_key: 'trail', input: { entries: 1, last_seq: 1, revision: { from: 0, to: 1 } } },
      { algo_key: 'web', input: { entries: 1, last_seq: 1, revision: { from: 0, to: 1 } } },
    ]);
    expect(JSON.stringify(runs)).not.toContain('secret');
    const states = await rows('learner_states', learner);
    expect(new Set(states.map(({ run_id }) => run_id))).toEqual(new Set(runs.map(({ id }) => id)));
    const [told] = await host.dataSource.query<object[]>('SELECT type, payload FROM engine_events WHERE key = $1', [
      learner,
    ]);
    expect(told).toEqual({ type: 'answers.recorded', payload: { seq_from: 1, seq_to: 1 } });
  });

  it('are recorded with the transaction of the host, or not at all', async () => {
    const learner = await newLearner(host.dataSource);
    const record = (event: string, fails: boolean) =>
      host.dataSource.transaction(async (manager) => {
        const recorded = await host.answers.record(learner, [answer(event), answer('e?')], { manager });
        expect(recorded.results.map(({ outcome }) => outcome)).toEqual(['accepted', 'invalid']);
        if (fails) throw new Error('rolled back');
      });
    await expect(record('lost', true)).rejects.toThrow('rolled back');
    await record('kept', false);
    expect(await rows('learner_answers', learner)).toHaveLength(0);

    await host.dataSource.transaction(async (manager) => {
      await host.answers.record(learner, [answer('open')], { manager });
      // The open transaction holds up no other one.
      const { results, revision } = await host.answers.record(learner, [answer('other')]);
      expect([results[0]!.outcome, revision]).toEqual(['recorded', 1]);
    });
    const { states, isFresh } = await host.states.getState(learner, { algoKey: 'trail' });
    expect([isFresh, states.map(({ answers }) => answers)]).toEqual([true, [3]]);
    expect((await rows('learner_answers', learner, 'seq')).map(({ event_id }) => event_id)).toEqual([
      'kept',
      'other',
      'open',
    ]);
    expect(await rows('answer_inbox', learner)).toEqual([]);
  });

  it('of a learner whom the host does not know, where it says that runs are of its users, are rejected', async () => {
    await expect(host.answers.record(randomUUID(), [answer('e1')])).rejects.toMatchObject({
      code: 'INVALID_RUN_REFERENCE',
      columns: ['user_id'],
    });
  });

  it.each([
    [{ learner: 'nobody' }, 'learnerId'],
    [{ answers: [] }, 'answers'],
    [{ answers: Array.from({ length: 501 }, (_, index) => answer(`e${index}`)) }, 'answers'],
    [{ options: { sentAt: new Date(NaN) } }, 'sentAt'],
    [{ options: { source: '' } }, 'source'],
    [{ options: { trigger: 'whim' } }, 'trigger'],
  ])('of a wrong call are rejected: %j', async (given, argument) => {
    const { learner = randomUUID(), answers = [answer('e1')], options = {} } = given as Record<string, never>;
    await expect(host.answers.record(learner, answers, options)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      argument,
    });
  });

  it('cannot be changed by SQL', async () => {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, [answer('e1')]);
    for (const statement of [
      'UPDATE learner_answers SET correct = false',
      'DELETE FROM learner_answers',
      'TRUNCATE learner_answers CASCADE',
      'UPDATE learners SET last_seq = 0',
      'DELETE FROM learners',
      'TRUNCATE learners CASCADE',
    ]) {
      await expect(host.dataSource.query(statement)).rejects.toThrow(/refused/);
    }
  });
});
