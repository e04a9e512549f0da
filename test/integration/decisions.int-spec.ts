import { type Answer, type Decision } from 'learning-engine/learners';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer, shuffled } from '../support/engine/answers.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

const minute = (number: number) => new Date(Date.UTC(2026, 0, 1, 0, number));
const WHO = { reason: 'a test', role: 'teacher' };

/** One each minute, of six skills and four items, in sessions of ten. */
const answersOf = (count: number): Answer[] =>
  Array.from({ length: count }, (_, index) =>
    answer(`e${index}`, {
      ...{ at: minute(index).toISOString(), item_id: `i${index % 4}`, skill_ids: [`s${index % 6}`] },
      ...{ correct: index % 3 > 0, session_id: `session ${Math.floor(index / 10)}` },
    }),
  );

describe('decisions', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  /** As the database has them; but for what a run, a write and an id are. */
  const stored = (learner: string, key?: string) =>
    host.dataSource.query<{ row: string }[]>(
      `SELECT (to_jsonb(s) - 'run_id' - 'updated_at' - 'learner_id')::text AS row FROM learner_states s
       JOIN projections p ON p.id = s.projection_id JOIN algo_versions v ON v.id = p.algo_version_id
       WHERE learner_id = $1 AND ($2::text IS NULL OR algo_key = $2) ORDER BY algo_key, scope_kind, scope_id`,
      [learner, key ?? null],
    );
  const skillsOf = async (learner: string) =>
    (await host.states.getState(learner, { algoKey: 'trail' })).states.map(({ scope_id }) => scope_id);
  it('let the states of a skill, or of the learner, begin anew, and are kept with who decided and why', async () => {
    const [learner, witness] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    await host.answers.record(learner, answersOf(30));
    const actorUserId = await newLearner(host.dataSource);
    const reset = { kind: 'reset', scope: { kind: 'skill', id: 's1' }, at: minute(12) } as const;
    const decided = await host.answers.decide(learner, reset, { ...WHO, actorUserId });

    expect(decided).toMatchObject({ revision: 2 });
    expect(decided.states.find(({ algo_key, scope_id }) => algo_key === 'trail' && scope_id === 's1')).toMatchObject({
      answers: 3,
    });
    await host.answers.record(
      witness,
      answersOf(30).filter(({ skill_ids, at }) => skill_ids![0] !== 's1' || Date.parse(at) > minute(12).getTime()),
    );
    expect(await stored(learner, 'trail')).toEqual(await stored(witness, 'trail'));
    const log = await host.dataSource.query<object[]>(
      `SELECT event_id, decision, scope_kind, scope_id, actor_id, actor_role, reason, at FROM learner_answers
       WHERE learner_id = $1 AND kind = 'decision'`,
      [learner],
    );
    expect(log).toEqual([
      {
        ...{ event_id: decided.id, decision: 'reset', scope_kind: 'skill', scope_id: 's1', at: minute(12) },
        ...{ actor_id: actorUserId, actor_role: 'teacher', reason: 'a test' },
      },
    ]);

    await host.answers.decide(learner, { kind: 'reset', scope: { kind: 'learner' } }, WHO);
    expect(await stored(learner)).toEqual([]);
    const after = answer('after', { at: new Date(Date.now() + 60_000).toISOString(), skill_ids: ['s1'] });
    await host.answers.record(learner, [after]);
    const fresh = await newLearner(host.dataSource);
    await host.answers.record(fresh, [after]);
    expect(await stored(learner)).toEqual(await stored(fresh));
  });

  it('that were lifted are as if they had never been made', async () => {
    const [learner, witness] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    await host.answers.record(witness, answersOf(30));
    await host.answers.record(learner, answersOf(15));
    const scopes: Decision[] = [
      { kind: 'reset', scope: { kind: 'skill', id: 's2' } },
      { kind: 'exclude_session', scope: { kind: 'session', id: 'session 1' } },
      { kind: 'suspend', scope: { kind: 'skill', id: 's3' } },
    ];
    const ids: string[] = [];
    for (const decision of scopes) ids.push((await host.answers.decide(learner, decision, WHO)).id);
    await host.answers.record(learner, answersOf(30).slice(15));
    expect(await stored(learner)).not.toEqual(await stored(witness));

    await expect(host.answers.correct(learner, answer(ids[0]!), WHO)).rejects.toMatchObject({
      code: 'ANSWER_NOT_FOUND',
    });
    for (const id of shuffled(ids)) await host.answers.void(learner, id, WHO);
    expect(await stored(learner)).toEqual(await stored(witness));
  });

  it.each<[Decision, (one: Answer) => boolean]>([
    [
      { kind: 'exclude_session', scope: { kind: 'session', id: 'session 2' } },
      ({ session_id }) => session_id !== 'session 2',
    ],
    // As of an instant after all answers that come.
    [{ kind: 'reset', scope: { kind: 'skill', id: 's1' } }, ({ skill_ids }) => skill_ids![0] !== 's1'],
  ])('such as %j concern answers that come later, one by one', async (decision, isCounted) => {
    const [learner, plain] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    const all = answersOf(32);
    await host.answers.record(learner, all.slice(0, 15));
    await host.answers.decide(learner, decision, WHO);
    for (const one of all.slice(15)) await host.answers.record(learner, [one]);
    await host.answers.record(plain, all.filter(isCounted));
    expect(await stored(learner, 'trail')).toEqual(await stored(plain, 'trail'));
  });

  it('and answers in any order give what they give from the start', async () => {
    const all = answersOf(40);
    const decisions: Decision[] = [
      { kind: 'reset', scope: { kind: 'skill', id: 's1' }, at: minute(13) },
      { kind: 'reset', scope: { kind: 'skill', id: 's5' }, at: minute(35) },
      { kind: 'reset', scope: { kind: 'item', id: 'i2' }, at: minute(20) },
      { kind: 'reset', scope: { kind: 'learner' }, at: minute(4) },
      { kind: 'exclude_session', scope: { kind: 'session', id: 'session 2' } },
      { kind: 'suspend', scope: { kind: 'skill', id: 's4' } },
    ];
    const witness = await newLearner(host.dataSource);
    for (const decision of decisions) await host.answers.decide(witness, decision, WHO);
    await host.answers.record(witness, all);
    // The same, as plain answers: those that count for a skill.
    const plain = await newLearner(host.dataSource);
    const resets: Record<string, number> = { s1: 13, s5: 35 };
    await host.answers.record(
      plain,
      all.filter(({ session_id, skill_ids }, index) => {
        return session_id !== 'session 2' && index > (resets[skill_ids![0]!] ?? 4);
      }),
    );
    expect(await stored(witness, 'trail')).toEqual(await stored(plain, 'trail'));

    const comparable = async (learner: string) => (await stored(learner)).map(({ row }) => row);
    const expected = await comparable(witness);
    expect(expected.length).toBeGreaterThan(10);
    for (let round = 0; round < 3; round++) {
      const learner = await newLearner(host.dataSource);
      const steps = shuffled<Answer[] | Decision>([
        ...decisions,
        ...Array.from({ length: 8 }, (_, part) => shuffled(all).filter((_answer, index) => index % 8 === part)),
        all,
      ]);
      for (const step of steps) {
        if (Array.isArray(step)) await host.answers.record(learner, step);
        else await host.answers.decide(learner, step, WHO);
      }
      expect(await comparable(learner)).toEqual(expected);
    }
  });

  it('of callers at the same time are all kept', async () => {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, answersOf(24));
    await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        index % 2 === 0
          ? host.answers.decide(learner, { kind: 'reset', scope: { kind: 'skill', id: `s${index % 4}` } }, WHO)
          : host.answers.record(learner, [answer(`late-${index}`, { skill_ids: [`s${index % 6}`] })]),
      ),
    );
    const entries = await host.dataSource.query<object[]>('SELECT FROM learner_answers WHERE learner_id = $1', [
      learner,
    ]);
    expect(entries).toHaveLength(24 + 16);
    expect(await skillsOf(learner)).toEqual(['s1', 's3', 's4', 's5']);
  });

  it.each<[string, Decision, object]>([
    ['at', { kind: 'reset', scope: { kind: 'learner' }, at: new Date('2100-01-01T00:00:00Z') }, {}],
    ['expiresAt', { kind: 'suspend', scope: { kind: 'item', id: 'i1' }, expiresAt: minute(0) }, {}],
    ['reason', { kind: 'reset', scope: { kind: 'learner' } }, { reason: '' }],
    ['role', { kind: 'reset', scope: { kind: 'learner' } }, { role: 'x'.repeat(17) }],
    ['actorUserId', { kind: 'reset', scope: { kind: 'learner' } }, { actorUserId: 'me' }],
  ])('that are wrong are rejected, naming %s', async (argument, decision, options) => {
    const learner = await newLearner(host.dataSource);
    await expect(host.answers.decide(learner, decision, { ...WHO, ...options })).rejects.toMatchObject({
      ...{ code: 'INVALID_ARGUMENT', argument },
    });
    expect(await host.dataSource.query('SELECT FROM learners WHERE id = $1', [learner])).toEqual([]);
  });

  it('about a learner who has changed, or was erased, are not recorded', async () => {
    const learner = await newLearner(host.dataSource);
    const decision: Decision = { kind: 'reset', scope: { kind: 'learner' } };
    await host.answers.record(learner, answersOf(2));
    await expect(host.answers.decide(learner, decision, { ...WHO, expectedRevision: 7 })).rejects.toMatchObject({
      ...{ code: 'LEARNER_CHANGED', revision: 1 },
    });
    await host.learners.erase(learner);
    await expect(host.answers.decide(learner, decision, WHO)).rejects.toMatchObject({ code: 'LEARNER_ERASED' });
  });
});
