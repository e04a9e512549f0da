import * as fc from 'fast-check';
import { itKeepsTheLaws, judgeParams, run, validSets } from '../../../../../test/support/engine/algorithm-laws.js';
import { masterySets } from '../../../../../test/support/engine/valid-sets.js';
import { expectWithin, secondsIn, snakeCase, vectors } from '../../../../../test/support/engine/vectors.js';
import { LARGEST_COUNT } from '../../../kit/count.js';
import { MasteryV1Algorithm } from './mastery-v1.algorithm.js';
import { modelStep } from './mastery-v1.knowledge.js';
import { type MasteryV1Event, type MasteryV1Input, type MasteryV1Output } from './mastery-v1.contract.js';
import { MasteryV1Params } from './mastery-v1.params.js';

interface Vectors {
  tolerance: { probability: number };
  cases: {
    id: string;
    params: Record<string, number>;
    observations: (0 | 1)[];
    steps: { pKnownBefore: number; pCorrect: number; pKnownGivenObs: number; pKnownAfter: number }[];
  }[];
}

const { cases, tolerance } = vectors<Vectors>('mastery-bkt');
const defaults = new MasteryV1Params();

const answers = (observations: readonly (0 | 1)[], skill_id = 's'): MasteryV1Event[] =>
  observations.map((observation, index) => ({
    event_id: `e${index}`,
    skill_id,
    correct: observation === 1,
    at: secondsIn(index),
  }));
const compute = (input: Partial<MasteryV1Input>, params: object = {}) =>
  run<MasteryV1Output>(MasteryV1Algorithm, params, { states: [], events: [], ...input });
const knownAfter = (observations: (0 | 1)[], params: object = {}) =>
  compute({ events: answers(observations), trace: true }, params).trace!.map(({ p_known_after }) => p_known_after);

const histories: fc.Arbitrary<MasteryV1Input> = fc
  .uniqueArray(
    fc.record(
      {
        event_id: fc.oneof(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 120 }).map(String)),
        skill_id: fc.constantFrom('a', 'b', 'B', 'é', '__proto__'),
        correct: fc.boolean(),
        at: fc.integer({ min: 100, max: 104 }).map(secondsIn),
        sequence: fc.integer({ min: 0, max: 2 }),
        guess: fc.double({ min: 0, max: 0.5, noNaN: true }),
        option_count: fc.oneof(fc.integer({ min: 2, max: 6 }), fc.constant(LARGEST_COUNT)),
      },
      { requiredKeys: ['event_id', 'skill_id', 'correct', 'at'] },
    ),
    { selector: ({ event_id }) => event_id, maxLength: 20, size: 'max' },
  )
  .chain((events) =>
    fc.tuple(fc.constantFrom(0, 0.5, 1), fc.constantFrom(1, LARGEST_COUNT)).map(([p_known, attempts]) => ({
      states: [
        { skill_id: 'c', p_known: 1, attempts: 7, last_at: secondsIn(0) },
        { skill_id: 'a', p_known, attempts, last_at: secondsIn(50) },
      ],
      events: events.map(({ guess, option_count, ...event }) => ({
        ...event,
        ...(guess === undefined ? option_count !== undefined && { option_count } : { guess }),
      })),
    })),
  );

describe(MasteryV1Algorithm.name, () => {
  itKeepsTheLaws({
    algorithm: MasteryV1Algorithm,
    params: validSets(MasteryV1Algorithm, masterySets),
    inputs: histories,
    lists: ['states', 'events'],
    events: 'events',
    fold: { states: ['states'], id: 'event_id' },
  });

  describe('golden values', () => {
    it.each(cases)('$id', ({ params, observations, steps }) => {
      const set = { ...defaults, ...snakeCase(params) };
      let known = set.p_init;
      steps.forEach((expected, index) => {
        const step = modelStep(set, known, observations[index] === 1, 0);
        expectWithin(step.p_known_before, expected.pKnownBefore, tolerance.probability);
        expectWithin(step.p_correct, expected.pCorrect, tolerance.probability);
        expectWithin(step.p_known_given_obs, expected.pKnownGivenObs, tolerance.probability);
        expectWithin(step.p_known_after, expected.pKnownAfter, tolerance.probability);
        known = step.p_known_after;
      });
      expect(steps).toHaveLength(observations.length);
    });

    it.each(cases.filter(({ params }) => !('problems' in judgeParams(MasteryV1Algorithm, snakeCase(params)))))(
      '$id, through compute',
      ({ params, observations, steps }) => {
        const after = knownAfter(observations, snakeCase(params));
        steps.forEach(({ pKnownAfter }, index) => expectWithin(after[index]!, pKnownAfter, tolerance.probability));
      },
    );

    it('five right answers', () => {
      [0.64, 0.9, 0.978313, 0.995588, 0.999115].forEach((expected, index) =>
        expect(knownAfter([1, 1, 1, 1, 1])[index]).toBeCloseTo(expected, 6),
      );
    });
  });

  describe('the model', () => {
    it('goes to the fixed point of the wrong-answer map with endless wrong answers', () => {
      expect(knownAfter(Array<0>(300).fill(0)).at(-1)).toBeCloseTo((0.8 * 0.1) / 0.7, 9);
    });

    it('is never certain, whatever the streak', () => {
      for (const observation of [0, 1] as const) {
        const known = knownAfter(Array<0 | 1>(200).fill(observation), { p_transit: 1e-6, p_init: 0.001 });
        expect(Math.min(...known)).toBeGreaterThanOrEqual(1e-9);
        expect(Math.max(...known)).toBeLessThanOrEqual(1 - 1e-9);
      }
    });

    it('comes back from any streak of right answers', () => {
      expect(knownAfter([...Array<1>(100).fill(1), ...Array<0>(20).fill(0)]).at(-1)).toBeLessThan(0.5);
    });

    it('comes back from it with a clamp that is lost in 1, and stays a probability', () => {
      const streak = [...Array<1>(100).fill(1), ...Array<0>(20).fill(0)];

      for (const params of [{ clamp: 1e-17 }, { clamp: 1e-17, p_slip: 1e-17 }, { clamp: 5e-324, p_guess: 5e-324 }]) {
        const { trace } = compute({ events: answers(streak), trace: true }, params);
        const steps = trace!.flatMap(({ event_id: _event, skill_id: _skill, ...step }) => Object.values(step));

        expect(steps.filter((value) => !(value >= 0 && value <= 1))).toEqual([]);
        expect(trace!.at(-1)!.p_known_after).toBeLessThan(0.5);
      }
    });

    it('needs the threshold and the number of answers for mastery', () => {
      expect(compute({ events: answers([1, 1, 1, 1]) }).states[0]).toMatchObject({ mastered: false });
      expect(compute({ events: answers([1, 1, 1, 1, 1]) }).states[0]).toMatchObject({ mastered: true });
      expect(compute({ events: answers([1, 1, 1, 1, 1, 0, 0, 0]) }).states[0]).toMatchObject({ mastered: false });
    });

    it('takes the chance level of an answer, if it is above p_guess', () => {
      const correctBy = (extra: object) =>
        compute({ events: answers([1]).map((event) => ({ ...event, ...extra })), trace: true }).trace![0]!.p_correct;

      expect(correctBy({ guess: 0.5 })).toBeCloseTo(0.25 * 0.9 + 0.75 * 0.5, 12);
      expect(correctBy({ option_count: 4 })).toBeCloseTo(0.25 * 0.9 + 0.75 * 0.25, 12);
      expect(correctBy({ option_count: 10 })).toBe(correctBy({}));
    });
  });

  describe('states', () => {
    it('of a skill that was never answered are a prior', () => {
      const state = { skill_id: 's', p_known: 0.25, attempts: 0, last_at: null };

      expect(compute({ states: [state] }).states).toEqual([
        {
          ...state,
          p_correct_next: 0.25 * 0.9 + 0.75 * 0.2,
          mastered: false,
          last_sequence: null,
          last_event_id: null,
        },
      ]);
    });

    it('at certainty move again', () => {
      const certain = (p_known: number) => ({ skill_id: 's', p_known, attempts: 9, last_at: null });

      expect(compute({ states: [certain(1)], events: answers([0, 0, 0]) }).states[0]!.p_known).toBeLessThan(1 - 1e-7);
      expect(compute({ states: [certain(0)], events: answers([1]) }).states[0]!.p_known).toBeGreaterThan(0.09);
    });
  });
});
