import { type Type } from '@nestjs/common';
import * as fc from 'fast-check';
import { type Algorithm } from '../../../src/learning-engine/authoring/algorithm.js';
import { ANSWER_CONTEXTS, type FoldedAnswer, type FoldState } from '../../../src/learning-engine/authoring/fold.js';
import { compareTexts } from '../../../src/learning-engine/kit/order.js';
import { type Folded, foldAnew, inFoldOrder } from '../../../src/learning-engine/learners/folding.js';
import { brokenFoldLaws } from '../../../src/learning-engine/testing/broken-fold-laws.js';
import { definitionOf, deepFreeze, judgeParams } from './algorithm-laws.js';
import { secondsIn } from './vectors.js';

export { brokenFoldLaws };

/** An answer as it should be, where a test says only what matters to it. */
export const answer = (given: Partial<FoldedAnswer> = {}): FoldedAnswer => ({
  ...{ event_id: '1', at: secondsIn(0), sequence: null, item_id: 'i', skills: [{ skill_id: 's', weight: 1 }] },
  ...{ option_count: null, guess: null, attempt: null, context: 'practice', day_offset_minutes: null },
  ...{ correct: true, score: null, rating: null, duration_ms: null, hints: null },
  ...given,
});

/** What becomes of answers of one learner in any order. */
function folded(algorithm: Type<Algorithm>, given: object, answers: readonly FoldedAnswer[]): Folded {
  const params = judgeParams(algorithm, given);
  if ('problems' in params) throw new Error(params.problems[0]!.message);
  const folding = { fold: definitionOf(algorithm).fold!, params: deepFreeze(params.value) };
  return foldAnew(folding, inFoldOrder(answers.map(deepFreeze)));
}

/** The states after answers in any order, sorted by scope; under a parameter set that is completed with the defaults. */
export const fold = (algorithm: Type<Algorithm>, params: object, answers: readonly FoldedAnswer[]): FoldState[] =>
  [...folded(algorithm, params, answers).states.values()]
    .map(({ scope, state, value, due_at }) => ({ scope, state, value, due_at }))
    .sort((one, other) => compareTexts(one.scope.id, other.scope.id));

/** What is expected of the last of some answers, by those before it. */
export const prediction = (algorithm: Type<Algorithm>, answers: readonly FoldedAnswer[]): number | undefined =>
  folded(algorithm, {}, answers).predicted.get(answers.at(-1)!.event_id);

const ids = fc.constantFrom('a', 'b', '10', '9', '__proto__', 'é');
const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 2 });

/** Answers of a learner in no order: many of one instant, of one item, of several skills, with and without what may be missing. */
export const answerLists: fc.Arbitrary<FoldedAnswer[]> = fc.uniqueArray(
  fc.record({
    event_id: fc.oneof(fc.nat(200).map(String), fc.string({ minLength: 1, maxLength: 4 })),
    at: fc
      .oneof(fc.integer({ min: 100, max: 104 }), fc.integer({ min: 100, max: 400 }))
      .map((hour) => secondsIn(hour * 3600)),
    sequence: orNull(fc.nat(3)),
    item_id: orNull(ids),
    skills: fc
      .subarray(['a', 'b', '10', '9', '__proto__', 'é'], { maxLength: 3 })
      .map((skills) => skills.sort(compareTexts).map((skill_id) => ({ skill_id, weight: 1 / skills.length }))),
    option_count: orNull(fc.integer({ min: 2, max: 6 })),
    guess: orNull(fc.double({ min: 0, max: 0.5, noNaN: true })),
    attempt: orNull(fc.integer({ min: 1, max: 3 })),
    context: fc.constantFrom(...ANSWER_CONTEXTS),
    // As clocks change, and as learners travel.
    day_offset_minutes: orNull(fc.constantFrom(-1440, -300, -240, 60, 120, 1440)),
    correct: fc.boolean(),
    score: orNull(fc.double({ min: 0, max: 1, noNaN: true })),
    rating: orNull(fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4)),
    duration_ms: orNull(fc.nat()),
    hints: orNull(fc.nat(3)),
  }),
  { selector: ({ event_id }) => event_id, maxLength: 40, size: 'max' },
);

/** The same answers in another order, some of them more than once. */
export const handedOver = (answers: readonly FoldedAnswer[]): fc.Arbitrary<FoldedAnswer[]> =>
  fc.subarray([...answers]).chain((again) => {
    const all = [...answers, ...again];
    return fc.shuffledSubarray(all, { minLength: all.length });
  });
