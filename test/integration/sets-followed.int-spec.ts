import { useTestDatabase } from '../support/database/test-database.js';
import { type Answer } from 'learning-engine/learners';
import { answer } from '../support/engine/answers.js';
import { type LearnerHost, newLearner } from '../support/engine/open-learners.js';
import { givenAnswers, openWithSets, seedSets, statesBy } from '../support/engine/seed-sets.js';

const why = { reason: 'a test' };

describe('states, after an adoption', () => {
  const database = useTestDatabase();
  let host: LearnerHost;
  let sets: Awaited<ReturnType<typeof seedSets>>;
  beforeAll(async () => {
    host = await openWithSets(database.url);
    sets = await seedSets(host);
  });
  afterAll(() => host?.app.close());
  afterEach(() => sets?.adopt(0, 0));

  const made = (learner: string, algoKey?: string) => statesBy(host, learner, algoKey);

  it('follow in another process', async () => {
    const other = await openWithSets(database.url);
    try {
      const learner = await newLearner(host.dataSource);
      await other.answers.record(learner, givenAnswers);
      const before = (await other.states.getState(learner, { algoKey: 'heft' })).states;
      await sets.adopt(1, 1);
      const after = (await other.states.getState(learner, { algoKey: 'heft' })).states;
      expect(after).not.toEqual(before);
      expect(after).toEqual(await made(learner));
    } finally {
      await other.app.close();
    }
  });

  it('follow a corrected key at once, of one version of an item or of all', async () => {
    const learner = await newLearner(host.dataSource);
    const answered = (event_id: string, item_version: string | undefined, option: string) =>
      answer(event_id, {
        item_id: 'k',
        skill_ids: [event_id],
        correct: false,
        option,
        ...(item_version && { item_version }),
      });
    await host.answers.record(learner, [
      answered('x', undefined, 'B'),
      answered('y', '2', 'B'),
      answered('z', '2', 'C'),
    ]);
    const right = async () => (await made(learner)).flatMap(({ scope_id, value }) => (value! > 0.5 ? scope_id : []));
    expect(await right()).toEqual([]);

    const first = await host.skillMaps.correctKey({ itemId: 'k', itemVersion: '2', keyOption: 'C' }, why);
    expect(first).toMatchObject({ skillMap: { madeFrom: null, items: 1, isActive: true }, adoption: { ...why } });
    expect(await right()).toEqual(['z']);
    const second = await host.skillMaps.correctKey({ itemId: 'k', keyOption: 'B' }, why);
    expect(second.skillMap).toMatchObject({ madeFrom: first.skillMap.id, items: 2 });
    expect(await right()).toEqual(['x', 'y']);
    expect(await host.skillMaps.correctKey({ itemId: 'k', keyOption: 'B' }, why)).toEqual(second);

    await host.skillMaps.adopt(first.skillMap.id, why);
    expect(await right()).toEqual(['z']);
    const settled = await Promise.all(
      ['A', 'B', 'C', 'D'].map((keyOption, n) => host.skillMaps.correctKey({ itemId: `n${n}`, keyOption }, why)),
    );
    expect(settled.map(({ skillMap }) => skillMap.items).sort()).toEqual([2, 3, 4, 5]);
  });

  it('are not due where the skill is withheld that the map says', async () => {
    const learner = await newLearner(host.dataSource);
    await host.registry.activateAlgoVersion('revision', 'v1');
    await host.answers.record(learner, [answer('e', { item_id: 'i0', skill_ids: ['old'] })]);
    const decision = { kind: 'suspend', scope: { kind: 'skill', id: 'merged' } } as const;
    await host.answers.decide(learner, decision, why);
    const due = async () =>
      (await host.states.getDue({ algoKey: 'revision', before: new Date('2030-01-01'), learnerId: learner })).due
        .length;
    expect(await due()).toBe(1);
    await sets.adopt(0, 1);
    expect(await due()).toBe(0);
    await sets.adopt(0, 2);
    expect(await due()).toBe(1);
  });

  it.each([
    ['item_difficulties', 'difficulty', {}],
    ['skill_difficulties', 'difficulty', { skills: [{ skill_id: 's1', difficulty: 8 }] }],
    ['item_difficulties', 'usual_duration_ms', {}],
    ['skill_difficulties', 'items_difficulty', { skills: [{ skill_id: 's1', difficulty: 1, items_difficulty: 8 }] }],
  ])('are not made by a set whose rows were altered in the database: %s.%s', async (table, column, skills) => {
    const learner = await newLearner(host.dataSource);
    const items = [{ item_id: 'i1', difficulty: 8, usual_duration_ms: 8 }];
    const { id } = await host.calibrations.create({ items, ...skills });
    await host.dataSource.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    await host.dataSource.query(`UPDATE ${table} SET ${column} = 9 WHERE calibration_id = $1`, [id]);
    await host.calibrations.adopt(id, why);
    const { results, states } = await host.answers.record(learner, [givenAnswers[0]!]);
    expect([results, states]).toMatchObject([[{ outcome: 'recorded' }], []]);
    await host.dataSource.query(`UPDATE ${table} SET ${column} = 8 WHERE calibration_id = $1`, [id]);
    await host.dataSource.query(`ALTER TABLE ${table} ENABLE TRIGGER ALL`);
    const other = await openWithSets(database.url);
    const repaired = await other.states.getState(learner, { algoKey: 'heft' }).finally(() => other.app.close());
    expect(repaired.states).toHaveLength(givenAnswers[0]!.skill_ids!.length);
  });

  it('do not change by answers that came too fast for their item, by the active calibration', async () => {
    await host.registry.activateAlgoVersion('mastery', 'v2');
    const of = (usual: object) => host.calibrations.create({ items: [{ item_id: 'i1', difficulty: 0.5, ...usual }] });
    const [timed, untimed] = [await of({ usual_duration_ms: 20_000 }), await of({})];
    const answered = (event_id: string, minute: number, more: object): Answer =>
      answer(event_id, { at: `2026-01-21T12:0${minute}:00Z`, correct: false, ...more });
    const [fast, ...others] = [
      answered('fast', 1, { duration_ms: 1999 }),
      answered('slow', 0, { duration_ms: 2000 }),
      answered('unknown', 2, {}),
      answered('of-another-item', 3, { item_id: 'i9', duration_ms: 1 }),
    ];
    const [all, without] = [await newLearner(host.dataSource), await newLearner(host.dataSource)];
    const madeOf = async () => [await made(all, 'mastery'), await made(without, 'mastery')];
    await host.calibrations.adopt(timed.id, why);
    for (const one of [others[0], fast, ...others.slice(1)]) await host.answers.record(all, [one]);
    await host.answers.record(without, others);
    const stateOf = (states: Awaited<ReturnType<typeof made>>) =>
      states.map(({ scope_kind, scope_id, value, state }) => ({ scope_kind, scope_id, value, state }));

    const [counted, expected] = await madeOf();
    expect(stateOf(counted!)).toEqual(stateOf(expected!));
    expect(counted!.find(({ scope_id }) => scope_id === 'fractions')!.state).toMatchObject({ attempts: 3 });
    await host.calibrations.adopt(untimed.id, why);
    const [more] = await madeOf();
    expect(more!.find(({ scope_id }) => scope_id === 'fractions')!.state).toMatchObject({ attempts: 4 });
  });

  it('are predicted, and chosen for, by the active calibration', async () => {
    await host.registry.activateAlgoVersion('adaptive', 'v1');
    const learner = await newLearner(host.dataSource);
    await sets.adopt(1, 0);
    const candidates = [{ item_id: 'i0' }, { item_id: 'i2', difficulty: 0.75 }, { item_id: 'i5' }];
    const { items, runId } = await host.states.next(learner, { count: 3, candidates });
    const byId = new Map(items.map((item) => [item.item_id, item]));
    expect(byId.get('i0')).toMatchObject({ difficulty: 1, is_calibrated: true });
    expect(byId.get('i2')).toMatchObject({ difficulty: 0.75, is_calibrated: false });
    expect(byId.get('i5')).toMatchObject({ difficulty: null, is_calibrated: false });
    const { inputSummaryJson } = await host.runs.getRun(runId);
    expect(JSON.stringify(inputSummaryJson)).toContain('0.75');

    const theta = async () => {
      const selection = await host.states.next(learner, { count: 1, candidates: [{ item_id: 'i5' }] });
      const input = (await host.runs.getRun(selection.runId)).inputSummaryJson as { learner: { theta: number } };
      return input.learner.theta;
    };
    await host.answers.record(learner, [answer('n1', { item_id: 'i0' })]);
    const hard = await theta();
    await sets.adopt(2, 0);
    await host.answers.record(learner, [answer('n2', { item_id: 'unknown', context: 'survey' })]);
    expect(await theta()).toBeLessThan(hard);
  });
});
