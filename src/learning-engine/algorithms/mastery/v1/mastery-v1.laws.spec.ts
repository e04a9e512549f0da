import * as fc from 'fast-check';
import { rejectionOf, run, validSets } from '../../../../../test/support/engine/algorithm-laws.js';
import { inside, masterySets } from '../../../../../test/support/engine/valid-sets.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { MasteryV1Algorithm } from './mastery-v1.algorithm.js';
import { type MasteryV1Event, type MasteryV1Output } from './mastery-v1.contract.js';

const sets = validSets(MasteryV1Algorithm, masterySets);

const chances = fc.oneof(
  fc.constant({}),
  fc.double({ min: 0, max: 0.5, noNaN: true }).map((guess) => ({ guess })),
  fc.integer({ min: 2, max: 6 }).map((option_count) => ({ option_count })),
);
const log = (results: fc.Arbitrary<boolean>, maxLength: number): fc.Arbitrary<MasteryV1Event[]> =>
  fc.array(fc.tuple(results, chances), { maxLength, size: 'max' }).map((answers) =>
    answers.map(([correct, chance], index) => ({
      ...{ event_id: `e${index}`, skill_id: 's', correct, at: secondsIn(index), ...chance },
    })),
  );
const states = fc.oneof(
  fc.constant([]),
  fc.double({ min: 0, max: 1, noNaN: true }).map((p_known) => [{ skill_id: 's', p_known, attempts: 9, last_at: null }]),
);
const compute = (params: object, input: object) =>
  run<MasteryV1Output>(MasteryV1Algorithm, params, { states: [], events: [], trace: true, ...input });

describe(`what holds for every valid set, state and answer of ${MasteryV1Algorithm.name}`, () => {
  it('a wrong answer never raises P(known), and a right one never lowers it', () => {
    fc.assert(
      fc.property(sets, states, log(fc.boolean(), 30), (params, given, events) => {
        const trace = compute(params, { states: given, events }).trace!;
        const moved = trace.map(({ p_known_before, p_known_after }) => p_known_after - p_known_before);

        expect(moved.filter((change, index) => (events[index]!.correct ? change < 0 : change > 0))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('no number of wrong answers makes a skill mastered', () => {
    fc.assert(
      fc.property(sets, log(fc.constant(false), 40), (params, events) => {
        expect(compute(params, { events }).states.filter(({ mastered }) => mastered)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('wrong answers lower P(known) as long as it is above p_init', () => {
    fc.assert(
      fc.property(sets, inside(0, 1), chances, (params, known, chance) => {
        const state = {
          skill_id: 's',
          p_known: params.p_init + known * (1 - params.p_init),
          attempts: 9,
          last_at: null,
        };
        const answer = { event_id: 'e', skill_id: 's', correct: false, at: secondsIn(0), ...chance };
        const [step] = compute(params, { states: [state], events: [answer] }).trace!;
        // Nearer than this, rounding decides.
        fc.pre(step!.p_known_before > params.p_init * (1 + 1e-9) && step!.p_known_before < 1 - 1e-9);

        expect(step!.p_known_after).toBeLessThan(step!.p_known_before);
      }),
      { numRuns: 500 },
    );
  });

  it('P(known) stays between what the clamp leaves', () => {
    fc.assert(
      fc.property(sets, states, log(fc.boolean(), 30), (params, given, events) => {
        const known = compute(params, { states: given, events }).states.map(({ p_known }) => p_known);

        expect(known.filter((value) => value < params.clamp || value > 1 - params.clamp || value >= 1)).toEqual([]);
      }),
    );
  });

  it('a set that would let wrong answers raise P(known), or need none to be right, is rejected', () => {
    const rejected = (params: object) => rejectionOf(MasteryV1Algorithm, params).map(([pointer]) => pointer);

    expect(rejected({ p_slip: 0.49, p_init: 0.3 })).toEqual(['/p_init']);
    expect(rejected({ p_slip: 0.35 })).toEqual(['/p_init']);
    expect(rejected({ p_init: 0.96 })).toEqual(['/mastery_threshold']);
  });

  it('an answer below what the parameters lead to leaves P(known) where it is, rather than raising it', () => {
    const state = { skill_id: 's', p_known: 0.05, attempts: 3, last_at: null };
    const wrong = { event_id: 'e', skill_id: 's', correct: false, at: secondsIn(0) };

    expect(compute({}, { states: [state], events: [wrong] }).states[0]!.p_known).toBe(0.05);
    expect(compute({}, { states: [state], events: [{ ...wrong, correct: true }] }).states[0]!.p_known).toBeGreaterThan(
      0.2,
    );
  });
});
