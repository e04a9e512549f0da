import * as fc from 'fast-check';
import { itKeepsTheLaws, run, validSets } from '../../../../../test/support/engine/algorithm-laws.js';
import { logisticSets } from '../../../../../test/support/engine/valid-sets.js';
import { expectWithin, secondsIn, vectors } from '../../../../../test/support/engine/vectors.js';
import { LARGEST_COUNT } from '../../../kit/count.js';
import { MasteryV2Algorithm } from './mastery-v2.algorithm.js';
import { type MasteryV2Input } from './mastery-v2.contract.js';
import { type MasteryV2Event } from './mastery-v2.event.js';
import { type MasteryV2Output } from './mastery-v2.output.js';

interface Vectors {
  tolerance: { probability: number; estimate: number };
  cases: {
    id: string;
    params: object;
    input: { now: string; events: MasteryV2Event[] };
    trace: { event_id: string; p_correct: number; rapid: boolean; theta: number; variance: number }[];
    states: (Record<'p_correct' | 'p_low' | 'p_high' | 'recency' | 'evidence', number> & object)[];
  }[];
}
const { cases, tolerance } = vectors<Vectors>('mastery-logistic');

const compute = (input: Partial<MasteryV2Input>, params: object = {}) =>
  run<MasteryV2Output>(MasteryV2Algorithm, params, { states: [], items: [], events: [], ...input });
const HOUR = 3600;
const answers = (outcomes: readonly (0 | 1)[], more: Partial<MasteryV2Event> = {}): MasteryV2Event[] =>
  outcomes.map((outcome, index) => ({
    ...{ event_id: `e${index}`, skills: [{ skill_id: 's' }], correct: outcome === 1, at: secondsIn(index) },
    ...more,
  }));

const SKILLS = ['a', 'b', 'B', 'é', '__proto__'];
const histories: fc.Arbitrary<MasteryV2Input> = fc
  .uniqueArray(
    fc.record(
      {
        event_id: fc.oneof(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 120 }).map(String)),
        item_id: fc.constantFrom('i', 'j', '__proto__'),
        skills: fc.uniqueArray(fc.record({ skill_id: fc.constantFrom(...SKILLS), weight: fc.constantFrom(0.25, 1) }), {
          selector: ({ skill_id }) => skill_id,
          maxLength: 3,
        }),
        outcome: fc.constantFrom({ correct: true }, { correct: false }, { score: 0.4 }),
        at: fc.integer({ min: 100, max: 104 }).map((hours) => secondsIn(hours * HOUR)),
        sequence: fc.integer({ min: 0, max: 2 }),
        option_count: fc.integer({ min: 2, max: 6 }),
        item_difficulty: fc.constantFrom(-10, -0.5, 10),
        item_duration_ms: fc.constant(10_000),
        duration_ms: fc.constantFrom(500, 5000),
      },
      { requiredKeys: ['event_id', 'skills', 'outcome', 'at'] },
    ),
    { selector: ({ event_id }) => event_id, maxLength: 20, size: 'max' },
  )
  .map((events) => ({
    learner: { theta: 0.3, variance: 0.5, recency: 1, answers: LARGEST_COUNT, last_at: secondsIn(50) },
    states: [
      {
        ...{ skill_id: 'a', recency: 0.5, evidence: 0.6, attempts: LARGEST_COUNT, difficulty: 1 },
        ...{ last_at: secondsIn(50), last_right_at: secondsIn(40) },
      },
      { skill_id: 'c', recency: 0, evidence: 0, attempts: 0, difficulty: 0, last_at: null, last_right_at: null },
    ],
    items: [{ item_id: 'j', best: 1 }],
    events: events.map(({ outcome, ...event }) => ({ ...event, ...outcome })),
  }));

describe(MasteryV2Algorithm.name, () => {
  itKeepsTheLaws({
    algorithm: MasteryV2Algorithm,
    params: validSets(MasteryV2Algorithm, logisticSets),
    inputs: histories,
    lists: ['states', 'items', 'events'],
    events: 'events',
    fold: { states: ['learner', 'states', 'items'], id: 'event_id' },
  });

  describe('numbers of an independent computation', () => {
    it.each(cases)('$id', ({ params, input, trace, states }) => {
      const found = compute({ ...input, trace: true }, params);

      expect(found.trace!.map(({ event_id, rapid }) => [event_id, rapid])).toEqual(
        trace.map(({ event_id, rapid }) => [event_id, rapid]),
      );
      trace.forEach((expected, index) => {
        const { p_correct, theta, variance } = found.trace![index]!;
        expectWithin(p_correct, expected.p_correct, tolerance.probability);
        expectWithin(theta, expected.theta, tolerance.estimate);
        expectWithin(variance, expected.variance, tolerance.estimate);
      });
      expect(found.states).toMatchObject(
        states.map(({ p_correct: _p, p_low: _l, p_high: _h, recency: _r, evidence: _e, ...exact }) => exact),
      );
      states.forEach((expected, index) => {
        for (const name of ['p_correct', 'p_low', 'p_high', 'recency', 'evidence'] as const)
          expectWithin(found.states[index]![name], expected[name], tolerance.probability);
      });
    });
  });

  describe('mastery', () => {
    it('needs many right answers for its lower bound, and ends with wrong ones', () => {
      const mastered = (outcomes: (0 | 1)[]) => compute({ events: answers(outcomes) }).states[0]!.mastered;
      const first = Array.from({ length: 40 }, (_, count) => count).find((count) =>
        mastered(Array<1>(count + 1).fill(1)),
      )!;

      expect([first + 1 > 5, first + 1 < 30]).toEqual([true, true]);
      expect(mastered([...Array<1>(40).fill(1), 0, 0, 0])).toBe(false);
    });

    it('needs a right answer to the skill itself, however able the learner and easy the skill', () => {
      const learner = { theta: 9, variance: 0, recency: 1, answers: 99, last_at: secondsIn(-9) };
      const [skill] = compute({
        learner,
        events: answers([0], { skills: [{ skill_id: 's', difficulty: -10 }] }),
      }).states;

      expect(skill!.p_low).toBeGreaterThan(0.99);
      expect(skill!.mastered).toBe(false);
    });

    it('is that of now: it fades with the hours since the last right answer', () => {
      const events = answers(Array<1>(20).fill(1));
      const after = (days: number) => compute({ events, now: secondsIn(days * 24 * HOUR) }).states[0]!.p_correct;

      expect(after(1)).toBeGreaterThan(after(30));
      expect(compute({ events }).states[0]!.p_correct).toBeGreaterThan(after(1));
    });

    it('knows a skill less well than a learner', () => {
      const [seen, unseen] = compute({
        events: answers(Array<1>(30).fill(1)),
        learner: { theta: 0, variance: 1, recency: 0, answers: 0, last_at: null },
        states: [
          {
            skill_id: 'unseen',
            recency: 0,
            evidence: 0,
            attempts: 0,
            difficulty: 0,
            last_at: null,
            last_right_at: null,
          },
        ],
      }).states;

      expect(unseen!.p_high - unseen!.p_low).toBeGreaterThan(2 * (seen!.p_high - seen!.p_low));
    });
  });

  describe('a question of several skills', () => {
    it('has one prediction, and shares its credit by weight', () => {
      const skills = [
        { skill_id: 'a', weight: 0.75 },
        { skill_id: 'b', weight: 0.25 },
      ];
      const { states, trace } = compute({ events: answers([1], { skills }), trace: true });

      expect(trace).toHaveLength(1);
      expect(states[0]!.recency).toBeCloseTo(0.75 * 0.25, 12);
      expect(states[1]!.recency).toBeCloseTo(0.25 * 0.25, 12);
    });
  });

  describe('what an answer says', () => {
    it('is partial credit where there is a score', () => {
      const theta = (outcome: Pick<MasteryV2Event, 'correct' | 'score'>) =>
        compute({ events: [{ event_id: 'e', skills: [], at: secondsIn(0), ...outcome }] }).learner.theta;

      expect(theta({ score: 1 })).toBe(theta({ correct: true }));
      expect(theta({ score: 0 })).toBe(theta({ correct: false }));
      expect(theta({ score: 0.5 })).toBe(0);
    });

    it('is nothing where it came too fast for its item', () => {
      const at = { item_id: 'i', item_duration_ms: 20_000 };
      const before = compute({ events: answers([1]) });
      const rapid = { ...answers([0], { ...at, duration_ms: 1999 })[0]!, event_id: 'r', at: secondsIn(9) };
      const after = compute({ events: [...answers([1]), rapid], trace: true });

      expect(after.states.map(({ recency }) => recency)).toEqual(before.states.map(({ recency }) => recency));
      expect(after.learner).toMatchObject({ theta: before.learner.theta, answers: 1, last_event_id: 'r' });
      expect(after.trace![1]!.rapid).toBe(true);
      expect(after.items).toEqual([]);
      expect(compute({ events: answers([0], { ...at, duration_ms: 2000 }) }).learner.answers).toBe(1);
    });

    it('is less where it may be a guess, and a prediction is never below the chance level', () => {
      const of = (option_count?: number) =>
        compute({ events: answers([1], { ...(option_count && { option_count }), item_difficulty: 9 }), trace: true });

      expect(of(2).trace![0]!.p_correct).toBeGreaterThanOrEqual(0.5);
      expect(of(2).learner.theta).toBeLessThan(of(4).learner.theta);
      expect(of(4).learner.theta).toBeLessThan(of().learner.theta);
    });

    it('is expected the more the item was right before', () => {
      const again = (best: number) =>
        compute({ items: [{ item_id: 'i', best }], events: answers([1], { item_id: 'i' }), trace: true }).trace![0]!;

      expect(again(1).p_correct).toBeGreaterThan(again(0).p_correct);
    });
  });
});
