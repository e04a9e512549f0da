import { type Answer } from 'learning-engine/learners';
import { FORMS_OF_ANSWERS, useTestDatabase } from '../support/database/test-database.js';
import { seedFoldingVersions } from '../support/engine/folding-versions.js';
import { type LearnerHost, newLearner, openLearners } from '../support/engine/open-learners.js';

const START = Date.UTC(2026, 0, 1);

const answersOf = (count: number, from = 0): Answer[] =>
  Array.from({ length: count }, (_, index) => ({
    event_id: `e${from + index}`,
    at: new Date(START + (from + index) * 60_000).toISOString(),
    item_id: `i${index % 4}`,
    skill_ids: [`s${(from + index) % 6}`],
    correct: (from + index) % 3 > 0,
  }));

describe.each(FORMS_OF_ANSWERS)('the states of learners, answers %s', (form) => {
  const database = useTestDatabase(form);
  let host: LearnerHost;
  beforeAll(async () => {
    host = await openLearners(database.url);
    await seedFoldingVersions(host);
  });
  afterAll(() => host?.app.close());

  /** Of all projections, as the database has them; but for what a run and a write are. */
  const stored = (learner: string) =>
    host.dataSource.query<{ params: string; row: string }[]>(
      `SELECT p.params_id AS params, (to_jsonb(s) - 'run_id' - 'updated_at' - 'learner_id')::text AS row
       FROM learner_states s JOIN projections p ON p.id = s.projection_id WHERE learner_id = $1
       ORDER BY p.params_id, scope_kind, scope_id`,
      [learner],
    );
  const activateGain = async (gain: number) => {
    const { version } = (await host.registry.resolveActive('trail'))!;
    const set = await host.params.createParams(version.id, { gain });
    await host.registry.activateParams(set.id, { reason: 'a test' });
    return set.id;
  };

  it('are read in pages, of all scopes or of one', async () => {
    const learner = await newLearner(host.dataSource);
    await host.answers.record(learner, answersOf(12));
    const first = await host.states.getState(learner, { algoKey: 'web' }, { limit: 4 });
    const second = await host.states.getState(learner, { algoKey: 'web' }, { limit: 4, after: first.nextAfter! });

    expect(first).toMatchObject({ algoKey: 'web', version: 'v1', revision: 1, isFresh: true });
    expect([...first.states, ...second.states].map(({ scope_kind, scope_id }) => `${scope_kind} ${scope_id}`)).toEqual([
      'learner self',
      ...['s0', 's1', 's2', 's3', 's4', 's5'].map((id) => `skill ${id}`),
    ]);
    expect(second.nextAfter).toBeNull();
    const one = await host.states.getState(learner, { algoKey: 'web', scopeKind: 'skill', scopeId: 's3' });
    expect(one.states).toMatchObject([{ scope_id: 's3', answers: 2 }]);
    expect(await host.states.getState(await newLearner(host.dataSource), { algoKey: 'web' })).toMatchObject({
      revision: null,
      isFresh: true,
      states: [],
    });
  });

  it('are made anew after an activation, at the next question, and are as they were after a rollback', async () => {
    const [learner, witness] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    await host.answers.record(learner, answersOf(30));
    const before = await stored(learner);
    const paramsId = await activateGain(0.7);
    expect(await stored(learner)).toEqual(before);

    const states = await host.states.getState(learner, { algoKey: 'trail' });
    expect(states).toMatchObject({ paramsId, isFresh: true, revision: 2 });
    await host.answers.record(witness, answersOf(30));
    expect(await stored(witness)).toEqual(await stored(learner));
    expect((await stored(learner)).length).toBe(before.length + 6);

    await host.registry.rollback('trail', { reason: 'a test' });
    expect((await host.states.getState(learner, { algoKey: 'trail' })).paramsId).not.toBe(paramsId);
    const old = new Set(before.map(({ params }) => params));
    expect((await stored(learner)).filter(({ params }) => old.has(params))).toEqual(before);

    await host.answers.record(learner, answersOf(5, 30));
    await host.answers.record(witness, answersOf(5, 30));
    const other = await newLearner(host.dataSource);
    await host.answers.record(other, answersOf(35));
    expect(await stored(learner)).toEqual(await stored(other));
    expect(await stored(witness)).toEqual(await stored(other));
  });

  it('of the last two sets of parameters stay up to date, those before are left', async () => {
    const learner = await newLearner(host.dataSource);
    for (const gain of [0.11, 0.12, 0.13, 0.14]) {
      await activateGain(gain);
      await host.answers.record(learner, answersOf(1, Math.round(gain * 100)));
    }
    const projections = await host.dataSource.query<{ status: string; gain: number }[]>(
      `SELECT p.status, (params_json ->> 'gain')::float8 AS gain FROM projections p JOIN algo_params s ON s.id = p.params_id
       JOIN algo_versions v ON v.id = p.algo_version_id WHERE algo_key = 'trail' AND p.status <> 'RETIRED' ORDER BY gain`,
    );
    expect(projections.map(({ gain }) => gain)).toEqual([0.12, 0.13, 0.14]);
  });

  it('after a correction or a withdrawal are what they would be had the answer come so', async () => {
    const [learner, witness] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    const all = answersOf(20);
    await host.answers.record(learner, all);
    const corrected = { ...all[4]!, at: '2026-01-01T00:17:30Z', skill_ids: ['new', 's0'], correct: true };
    const change = { reason: 'a test', actorUserId: learner };

    expect(await host.answers.correct(learner, corrected, change)).toMatchObject({
      revision: 2,
      results: [{ event_id: 'e4', outcome: 'corrected' }],
    });
    await host.answers.void(learner, 'e19', change);
    await host.answers.void(learner, 'e7', { ...change, expectedRevision: 3 });
    // The only answers of a skill.
    for (const event of ['e1', 'e13']) await host.answers.void(learner, event, change);
    const gone = ['e1', 'e4', 'e7', 'e13', 'e19'];
    await host.answers.record(witness, [corrected, ...all.filter(({ event_id }) => !gone.includes(event_id))]);
    expect(await stored(learner)).toEqual(await stored(witness));
    expect((await host.states.getState(learner, { algoKey: 'web', scopeId: 's1' })).states).toEqual([]);

    expect(await host.answers.void(learner, 'e7', change)).toMatchObject({ results: [{ outcome: 'duplicate' }] });
    expect(await host.answers.record(learner, [all[7]!])).toMatchObject({ results: [{ outcome: 'duplicate' }] });
    await host.answers.correct(learner, all[7]!, change);
    await host.answers.record(witness, [all[7]!]);
    expect(await stored(learner)).toEqual(await stored(witness));
    const log = await host.dataSource.query<object[]>(
      `SELECT kind, version, reason, actor_id FROM learner_answers WHERE learner_id = $1 AND event_id = 'e7' ORDER BY seq`,
      [learner],
    );
    expect(log).toEqual([
      { kind: 'answer', version: 1, reason: null, actor_id: null },
      { kind: 'void', version: 2, reason: 'a test', actor_id: learner },
      { kind: 'answer', version: 3, reason: 'a test', actor_id: learner },
    ]);
  });

  it('count an answer in quarantine once it is corrected, and one in the inbox is there to be corrected', async () => {
    const learner = await newLearner(host.dataSource);
    const old = { ...answersOf(1)[0]!, at: '1990-05-05T00:00:00Z' };
    await host.answers.record(learner, [old]);
    expect((await host.states.getState(learner, { algoKey: 'trail' })).states).toEqual([]);
    await host.answers.correct(learner, { ...old, at: '1990-05-06T00:00:00Z' }, { reason: 'It was so' });
    expect((await host.states.getState(learner, { algoKey: 'trail' })).states).toHaveLength(1);

    const waiting = answersOf(1, 1);
    await host.dataSource.transaction((manager) => host.answers.record(learner, waiting, { manager }));
    expect(await host.answers.void(learner, 'e1', { reason: 'a test' })).toMatchObject({
      results: [{ outcome: 'voided' }],
    });
  });

  it('stay as they are when a correction is rejected', async () => {
    const learner = await newLearner(host.dataSource);
    const [first] = answersOf(1);
    await host.answers.record(learner, [first!]);
    const correct = (given: object, options: object = {}) =>
      host.answers.correct(learner, { ...first!, ...given }, { reason: 'a test', ...options });

    await expect(correct({ event_id: 'other' })).rejects.toMatchObject({ code: 'ANSWER_NOT_FOUND' });
    await expect(correct({ at: 'now' })).rejects.toMatchObject({ code: 'INVALID_ANSWER', problemCount: 1 });
    await expect(correct({ correct: true }, { expectedRevision: 0 })).rejects.toMatchObject({
      code: 'LEARNER_CHANGED',
      revision: 1,
    });
    await expect(correct({}, { reason: ' ' })).rejects.toMatchObject({ argument: 'reason' });
    expect(await host.states.getState(learner, { algoKey: 'trail' })).toMatchObject({ revision: 1 });
  });

  it('that are due come in order, of one learner or of all, in pages that neither skip nor repeat', async () => {
    const learners = await Promise.all(Array.from({ length: 5 }, () => newLearner(host.dataSource)));
    await Promise.all(learners.map((learner) => host.answers.record(learner, answersOf(12))));
    const filter = { algoKey: 'trail', before: new Date('2027-01-01T00:00:00Z') };
    const all: string[] = [];
    let after: string | undefined;
    do {
      const page = await host.states.getDue(filter, { limit: 7, after });
      expect(page.isComplete).toBe(true);
      all.push(...page.due.map(({ due_at, learner_id, scope_id }) => `${due_at} ${learner_id} ${scope_id}`));
      after = page.nextAfter ?? undefined;
    } while (after);

    expect(all).toEqual([...all].sort());
    expect(new Set(all).size).toBe(all.length);
    for (const learner of learners) expect(all.filter((row) => row.includes(learner))).toHaveLength(6);
    const own = await host.states.getDue({ ...filter, learnerId: learners[0]! }, { limit: 200 });
    expect(own.due.map(({ learner_id }) => learner_id)).toEqual(Array.from({ length: 6 }, () => learners[0]));
    const early = await host.states.getDue({
      ...filter,
      before: new Date(own.due[2]!.due_at!),
      learnerId: learners[0]!,
    });
    expect(early.due).toHaveLength(2);
  });

  it('are complete once all learners are up to date, and those who wait are brought up to date first', async () => {
    const waiting = await newLearner(host.dataSource);
    await host.dataSource.transaction((manager) => host.answers.record(waiting, answersOf(3), { manager }));
    await activateGain(0.55);
    const page = await host.states.getDue(
      { algoKey: 'trail', before: new Date('2027-01-01T00:00:00Z') },
      { limit: 200 },
    );
    expect(page.isComplete).toBe(true);
    expect(page.due.filter(({ learner_id }) => learner_id === waiting)).toHaveLength(3);
  });

  it('are not kept of a version that folds nothing, and the error says what to do', async () => {
    const learner = await newLearner(host.dataSource);
    await expect(host.states.getState(learner, { algoKey: 'difficulty' })).rejects.toMatchObject({
      code: 'VERSION_KEEPS_NO_STATES',
      message: expect.stringMatching(/No version of difficulty does\.$/) as string,
    });
    await expect(host.states.getState(learner, { algoKey: 'mastery' })).rejects.toMatchObject({
      message: expect.stringContaining('"learning-engine activate mastery v2"') as string,
    });
    await expect(host.states.getState(learner, { algoKey: 'unheard-of' })).rejects.toMatchObject({
      code: 'NOTHING_TO_RUN',
    });
    await expect(host.states.getState('x', { algoKey: 'trail' })).rejects.toMatchObject({ argument: 'learnerId' });
    await expect(host.states.getState(learner, { algoKey: 'trail' }, { after: 'somewhere' })).rejects.toMatchObject({
      argument: 'after',
    });
  });
});
