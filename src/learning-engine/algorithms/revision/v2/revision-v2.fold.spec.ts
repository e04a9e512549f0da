import * as fc from 'fast-check';
import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import {
  answer,
  answerLists,
  brokenFoldLaws,
  fold,
  handedOver,
  prediction,
} from '../../../../../test/support/engine/folds.js';
import { reviewsOf } from '../../../../../test/support/engine/reviews-of.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { type FoldedAnswer } from '../../../authoring/fold.js';
import { RevisionV2Algorithm } from './revision-v2.algorithm.js';
import { type RevisionV2Output } from './revision-v2.contract.js';

const DAY = 24 * 3600;
const compute = (answers: readonly FoldedAnswer[], now = secondsIn(9000 * DAY)) =>
  run<RevisionV2Output>(
    RevisionV2Algorithm,
    {},
    {
      ...{ now, cards: [] },
      reviews: reviewsOf(answers),
    },
  );

describe(`the fold of ${RevisionV2Algorithm.name}`, () => {
  it('gives of any answers, in any order, what one compute gives, to the last bit', () => {
    fc.assert(
      fc.property(
        answerLists.chain((answers) => fc.tuple(fc.constant(answers), handedOver(answers))),
        ([answers, given]) => {
          const states = fold(RevisionV2Algorithm, {}, given);
          const { cards, learner } = compute(answers);

          expect(states.filter(({ scope }) => scope.kind === 'item').map(({ state }) => state)).toEqual(
            cards.map(({ scheduled_days: _days, retrievability_now: _now, p_correct_now: _p, ...memory }) => memory),
          );
          expect(states.filter(({ scope }) => scope.kind === 'learner').map(({ state }) => state)).toEqual(
            learner.reviews === 0 ? [] : [learner],
          );
        },
      ),
    );
  });

  it('keeps the laws of folds', () => {
    expect(brokenFoldLaws(RevisionV2Algorithm, { params: [{}, { enable_short_term: false }] })).toEqual([]);
  });

  it('predicts what compute says of the moment of the question, and nothing on the day of the last review', () => {
    const answers = [0, 3, 9, 30].map((day, index) =>
      answer({ event_id: `${index}`, at: secondsIn(day * DAY), correct: index !== 2 }),
    );
    const [asked, soon] = [70 * DAY, 30 * DAY + 600].map((at) => answer({ event_id: 'x', at: secondsIn(at) }));
    const { cards, learner } = compute(answers, asked!.at);

    expect(learner.reviews).toBe(3);
    expect(prediction(RevisionV2Algorithm, [...answers, asked!])).toBe(cards[0]!.p_correct_now);
    expect(cards[0]!.p_correct_now).not.toBe(cards[0]!.retrievability_now);
    expect(prediction(RevisionV2Algorithm, [...answers, soon!])).toBeUndefined();
    expect(prediction(RevisionV2Algorithm, [answer({ item_id: null })])).toBeUndefined();
  });
});
