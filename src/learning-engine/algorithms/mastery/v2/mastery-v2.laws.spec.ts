import * as fc from 'fast-check';
import { run, validSets } from '../../../../../test/support/engine/algorithm-laws.js';
import { logisticSets } from '../../../../../test/support/engine/valid-sets.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { MasteryV2Algorithm } from './mastery-v2.algorithm.js';
import { type MasteryV2Input } from './mastery-v2.contract.js';
import { type MasteryV2Event } from './mastery-v2.event.js';
import { type MasteryV2Output } from './mastery-v2.output.js';

const sets = validSets(MasteryV2Algorithm, logisticSets);
const ROUNDING = 1e-12;

const chances = fc.oneof(
  fc.constant({}),
  fc.double({ min: 0, max: 0.5, noNaN: true }).map((guess) => ({ guess })),
  fc.integer({ min: 2, max: 6 }).map((option_count) => ({ option_count })),
);
const questions = fc.record({
  skills: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }).map((ids) =>
    ids.map((skill_id) => ({
      ...{ skill_id, difficulty: skill_id === 'a' ? -2 : 1 },
      ...(skill_id !== 'b' && { items_difficulty: skill_id === 'a' ? 1.5 : -3 }),
    })),
  ),
  item_difficulty: fc.double({ min: -6, max: 6, noNaN: true }),
  hours: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 })),
  chance: chances,
});
const log = (outcomes: fc.Arbitrary<boolean>, maxLength: number): fc.Arbitrary<MasteryV2Event[]> =>
  fc.array(fc.tuple(outcomes, questions), { minLength: 1, maxLength, size: 'max' }).map((answers) => {
    let seconds = 0;
    return answers.map(([correct, { hours, chance, ...question }], index) => {
      seconds += 1 + hours * 3600;
      return { ...question, ...chance, event_id: `e${index}`, correct, at: secondsIn(seconds) };
    });
  });
const compute = (params: object, input: Partial<MasteryV2Input>) =>
  run<MasteryV2Output>(MasteryV2Algorithm, params, { states: [], items: [], events: [], ...input });
/** The last answer, and what is known just before and after it. */
const aroundLast = (params: object, events: MasteryV2Event[]) => {
  const { at: now } = events.at(-1)!;
  const { learner, states, items } = compute(params, { events: events.slice(0, -1), now });
  return { before: states, after: compute(params, { learner, states, items, events: events.slice(-1), now }).states };
};

describe(`what holds for every valid set and answers of ${MasteryV2Algorithm.name}`, () => {
  it('a wrong answer raises neither the mastery of any skill nor its lower bound, and a right one lowers no mastery', () => {
    fc.assert(
      fc.property(sets, log(fc.boolean(), 25), (params, events) => {
        const { before, after } = aroundLast(params, events);
        const sign = events.at(-1)!.correct ? 1 : -1;
        for (const state of before) {
          const now = after.find(({ skill_id }) => skill_id === state.skill_id)!;
          expect(sign * (now.p_correct - state.p_correct)).toBeGreaterThanOrEqual(-ROUNDING);
          if (sign > 0) continue;
          expect(now.p_low).toBeLessThanOrEqual(state.p_low + ROUNDING);
          expect(now.mastered && !state.mastered).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('no number of wrong answers makes a skill mastered', () => {
    fc.assert(
      fc.property(sets, log(fc.constant(false), 40), (params, events) => {
        expect(compute(params, { events }).states.filter(({ mastered }) => mastered)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('a probability lies within its interval', () => {
    fc.assert(
      fc.property(sets, log(fc.boolean(), 25), (params, events) => {
        for (const { p_low, p_correct, p_high } of compute(params, { events }).states) {
          expect([p_low <= p_correct, p_correct <= p_high]).toEqual([true, true]);
        }
      }),
    );
  });

  it('the zero of the difficulties of items matters to no ability that has grown with it', () => {
    const shifted = (by: number) =>
      Array.from({ length: 400 }, (_, index) => ({
        ...{ event_id: `e${index}`, skills: [], correct: index % 3 > 0, at: secondsIn(index), item_difficulty: by },
      }));
    const [low, high] = [-1, 1].map((by) => compute({}, { events: shifted(by) }).learner.theta);

    expect(high! - low!).toBeCloseTo(2, 2);
  });
});
