import { randomUUID } from 'node:crypto';
import { type Answer } from 'learning-engine/learners';
import { FORMS_OF_ANSWERS, useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

describe.each(FORMS_OF_ANSWERS)('answers %s', (form) => {
  const database = useTestDatabase(form);
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  it.each([
    [{ poolSize: 1 }, 'learners.poolSize must be at least 2'],
    [{ earliestAt: '1970' }, 'learners.earliestAt must be a UTC time such as 2000-01-01T00:00:00Z'],
  ])('are not taken with the options %j', async (options, message) => {
    await expect(openLearners(database.url, options)).rejects.toThrow(new RangeError(message));
  });

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
    // A host that does not make users of learners.
    await host.dataSource.query('DROP TRIGGER learners_are_users ON learners');
    await expect(host.answers.record(randomUUID(), [answer('e1')])).rejects.toMatchObject({
      code: 'INVALID_RUN_REFERENCE',
      columns: ['user_id'],
    });
  });

  it.each([
    ['learnerId', { learner: 'nobody' }],
    ['answers', { answers: [] }],
    ['answers', { answers: Array.from({ length: 501 }, (_, index) => answer(`e${index}`)) }],
    ['sentAt', { options: { sentAt: new Date(NaN) } }],
    ['source', { options: { source: '' } }],
    ['trigger', { options: { trigger: 'whim' } }],
    ['onInvalid', { options: { onInvalid: 'ignore' } }],
  ])('of a wrong call are rejected, naming %s', async (argument, given) => {
    const {
      learner = randomUUID(),
      answers = [answer('e1')],
      options = {},
    } = given as { learner?: string; answers?: Answer[]; options?: object };
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

  it('of an erased learner are nowhere any more, and none is recorded again', async () => {
    const learner = await newLearner(host.dataSource);
    const secret = `canary-${randomUUID()}`;
    const given = (event: string) => answer(event, { item_id: secret, skill_ids: [secret], session_id: secret });
    await host.answers.record(learner, [given(secret)]);
    await host.answers.correct(learner, { ...given(secret), correct: false }, { reason: secret });
    await host.dataSource.transaction((manager) => host.answers.record(learner, [given('waiting')], { manager }));
    await host.dataSource.query(
      `INSERT INTO idempotency_keys
         (scope, user_id, learner_id, route, key, body_sha256, claim_id, status, response, lease_until, expires_at)
       VALUES ('s', $3, $1, 'r', 'k', '', gen_random_uuid(), 200, $2, now(), now() + interval '1 day')`,
      [learner, secret, await newLearner(host.dataSource)],
    );
    const open = host.dataSource.createQueryRunner();
    await open.startTransaction();
    await host.answers.record(learner, [given('late')], { manager: open.manager });
    await host.learners.erase(learner);
    const inInbox = await host.dataSource.query<unknown[]>('SELECT FROM answer_inbox WHERE learner_id = $1', [learner]);
    expect(inInbox).toEqual([]);
    await host.learners.erase(learner);
    await open.commitTransaction();
    await open.release();

    await expect(host.states.getState(learner, { algoKey: 'trail' })).rejects.toMatchObject({ code: 'LEARNER_ERASED' });
    await expect(host.answers.record(learner, [given('e2')])).rejects.toMatchObject({ code: 'LEARNER_ERASED' });
    await expect(
      host.dataSource.transaction((manager) => host.answers.record(learner, [given('e2')], { manager })),
    ).rejects.toMatchObject({ code: 'LEARNER_ERASED' });
    const tables = await host.dataSource.query<{ name: string }[]>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
    );
    const named: string[] = [];
    for (const { name } of tables) {
      const rows = await host.dataSource.query<{ row: string }[]>(
        `SELECT t::text AS row FROM ${name} t WHERE t::text LIKE ANY ($1)`,
        [[`%${secret}%`, `%${learner}%`]],
      );
      expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
      if (rows.length > 0) named.push(name);
    }
    // That the learner and the user were erased, and the feed, which holds ids for 30 days.
    expect(named.sort()).toEqual(['engine_events', 'erased_users', 'learners']);
  });
});
