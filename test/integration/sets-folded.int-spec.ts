import fc from 'fast-check';
import { type Answer, type Decision } from 'learning-engine/learners';
import { useTestDatabase } from '../support/database/test-database.js';
import { answer } from '../support/engine/answers.js';
import { givenAnswers, openWithSets, seedSets, SKILLS, statesBy } from '../support/engine/seed-sets.js';
import { TrailParams } from '../support/engine/folding-versions.js';
import { type LearnerHost, newLearner } from '../support/engine/open-learners.js';
import { scaled } from '../support/fault-scale.js';

const why = { reason: 'a test' };

/** What can happen to a learner, and to all. */
type Happening =
  | { what: 'record'; from: number; count: number }
  | { what: 'correct' | 'void'; index: number }
  | { what: 'reset'; skill: number; day: number }
  | { what: 'calibration' | 'map'; set: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ what: fc.constant('record' as const), from: fc.nat(29), count: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ what: fc.constantFrom('correct' as const, 'void' as const), index: fc.nat(29) }),
  fc.record({ what: fc.constant('reset' as const), skill: fc.nat(3), day: fc.nat(20) }),
  fc.record({ what: fc.constantFrom('calibration' as const, 'map' as const), set: fc.nat(2) }),
);

const revised = (index: number): Answer => ({
  ...givenAnswers[index]!,
  skill_ids: ['s1', 's2'],
  correct: index % 2 > 0,
});

describe('states, with calibrations and skill maps', () => {
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
  const madeByAll = async (learner: string) => [
    await made(learner),
    await made(learner, 'trail'),
    await made(learner, 'web'),
  ];
  const reset = (skill: number, day: number): Decision => ({
    kind: 'reset',
    scope: { kind: 'skill', id: `s${skill}` },
    at: new Date(Date.UTC(2026, 0, 1 + day, 12)),
  });

  it('are by difficulty, weight and key what their fold makes of them', async () => {
    const learner = await newLearner(host.dataSource);
    const all: Answer[] = [
      answer('a', { item_id: 'i0', skill_ids: ['old'], option: 'A', correct: true, score: 0.9 }),
      answer('b', { item_id: 'i0', skill_ids: ['old'], option: 'B', correct: false, at: '2026-01-22T12:00:00Z' }),
      answer('c', { item_id: 'i9', skill_ids: ['s1'], option: 'A', correct: false, at: '2026-01-23T12:00:00Z' }),
    ];
    await host.answers.record(learner, all);
    await sets.adopt(1, 1);
    const { gain } = new TrailParams();
    const step = (level: number, share: number, toward: number, b: number) =>
      level + gain * share * Math.exp(b / 10) * (toward - level);
    const [ofMerged, ofS1] = [1 + SKILLS.merged, 1 + SKILLS.s1];
    const merged = step(step(0.5, 2 / 3, 0, ofMerged), 2 / 3, 1, ofMerged);
    const s1 = step(step(step(0.5, 1 / 3, 0, ofS1), 1 / 3, 1, ofS1), 1, 0, SKILLS.s1);
    expect(await made(learner)).toMatchObject([
      { scope_id: 'merged', value: merged, answers: 2, state: { last: 'b' } },
      { scope_id: 's1', value: s1, answers: 3, state: { last: 'c' } },
    ]);

    await host.answers.record(learner, [answer('d', { item_id: 'i0', at: '2026-01-24T12:00:00Z' })]);
    const [row] = await host.dataSource.query<{ calibration_id: string; expected: number; of: object }[]>(
      `SELECT a.calibration_id, (predicted ->> p.id::text)::float8 AS expected FROM learner_answers a, projections p
       JOIN algo_versions v ON v.id = p.algo_version_id
       WHERE a.learner_id = $1 AND a.event_id = 'd' AND v.algo_key = 'heft' AND p.calibration_id = $2 AND p.skill_map_id = $3`,
      [learner, sets.calibrations[1], sets.maps[1]],
    );
    expect(row).toEqual({ calibration_id: sets.calibrations[1], expected: merged / (1 + Math.exp(1)) });
  });

  it('are what a replay makes with the same sets from the start, whatever happened before, and are there again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 8, maxLength: 25 }), async (happenings) => {
        const learner = await newLearner(host.dataSource);
        const known = new Map<number, Answer | null>();
        const resets: Decision[] = [];
        let active: [number, number] = [0, 0];
        const visited = new Map<string, [number, number]>();
        await sets.adopt(...active);
        for (const one of happenings) {
          if (one.what === 'record') {
            const numbers = Array.from({ length: one.count }, (_, n) => (one.from + n * 11) % givenAnswers.length);
            await host.answers.record(
              learner,
              numbers.map((number) => givenAnswers[number]!),
            );
            for (const number of numbers) if (!known.has(number)) known.set(number, givenAnswers[number]!);
          } else if (one.what === 'reset') {
            resets.push(reset(one.skill, one.day));
            await host.answers.decide(learner, resets.at(-1)!, why);
          } else if ('set' in one) {
            active = one.what === 'map' ? [active[0], one.set] : [one.set, active[1]];
            await sets.adopt(...active);
            visited.set(active.join(), active);
          } else if (known.has(one.index)) {
            const now = one.what === 'void' ? null : revised(one.index);
            if (now) await host.answers.correct(learner, now, why);
            else await host.answers.void(learner, givenAnswers[one.index]!.event_id, why);
            known.set(one.index, now);
          }
        }
        const replayed = await newLearner(host.dataSource);
        const last = [...known.values()].flatMap((one) => one ?? []);
        if (last.length > 0) await host.answers.record(replayed, last);
        for (const one of resets) await host.answers.decide(replayed, one, why);
        for (const one of [active, ...visited.values()]) {
          await sets.adopt(...one);
          expect(await madeByAll(learner)).toEqual(await madeByAll(replayed));
        }
      }),
      { numRuns: scaled(100, 6) },
    );
  });

  it('of a former set are there again, as they would be, without being made anew', async () => {
    const learner = await newLearner(host.dataSource);
    await sets.adopt(1, 0);
    await host.answers.record(learner, givenAnswers.slice(0, 20));
    const before = await made(learner);
    await sets.adopt(2, 0);
    expect(await made(learner)).not.toEqual(before);
    await host.answers.record(learner, [givenAnswers[20]!]);
    const runs = () => host.dataSource.query<object[]>('SELECT count(*) FROM algo_runs');
    const counted = await runs();
    await sets.adopt(1, 0);
    const after = await made(learner);
    expect(await runs()).toEqual(counted);
    const once = await newLearner(host.dataSource);
    await host.answers.record(once, givenAnswers.slice(0, 21));
    expect(after).toEqual(await made(once));
  });

  it('are of one set alone while 8 callers record and sets are adopted in turn, and no answer is lost', async () => {
    const other = await openWithSets(database.url);
    try {
      const learners = await Promise.all(Array.from({ length: 2 }, () => newLearner(host.dataSource)));
      let isDone = false;
      const callers = Array.from({ length: 8 }, async (_, caller) => {
        for (let index = caller; index < givenAnswers.length; index += 8) {
          for (const learner of learners) {
            const { results } = await (caller % 2 ? host : other).answers.record(learner, [givenAnswers[index]!]);
            expect(results).toMatchObject([{ outcome: 'recorded' }]);
          }
        }
      });
      const adopting = (async () => {
        for (let turn = 0; !isDone || turn < 6; turn += 1) await sets.adopt(turn % 3, (turn + 1) % 3);
      })();
      await Promise.all(callers).finally(() => (isDone = true));
      await adopting;

      const once = await newLearner(host.dataSource);
      await host.answers.record(once, givenAnswers);
      for (const numbers of [
        [1, 2],
        [0, 0],
        [2, 1],
      ] as [number, number][]) {
        await sets.adopt(...numbers);
        for (const learner of learners) expect(await madeByAll(learner)).toEqual(await madeByAll(once));
      }
    } finally {
      await other.app.close();
    }
  });
});
