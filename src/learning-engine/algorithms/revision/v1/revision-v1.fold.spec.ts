import * as fc from 'fast-check';
import { run, validSets } from '../../../../../test/support/engine/algorithm-laws.js';
import {
  answer,
  answerLists,
  brokenFoldLaws,
  fold,
  handedOver,
  prediction,
} from '../../../../../test/support/engine/folds.js';
import { revisionSets } from '../../../../../test/support/engine/valid-sets.js';
import { reviewsOf } from '../../../../../test/support/engine/reviews-of.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { type FoldedAnswer } from '../../../authoring/fold.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { revisionV1Fold } from './revision-v1.fold.js';
import { type RevisionV1Memory } from './revision-v1.contract.js';
import { RevisionV1Params } from './revision-v1.params.js';
import { type RevisionV1Card, type RevisionV1Output } from './revision-v1.contract.js';

const HOUR = 3600;
const NOW = secondsIn(9000 * 24 * HOUR);

const compute = (params: object, answers: readonly FoldedAnswer[], now = NOW) => {
  const reviews = reviewsOf(answers);
  return run<RevisionV1Output>(RevisionV1Algorithm, params, { now, cards: [], reviews });
};
const atAnyTime = (card: RevisionV1Card): RevisionV1Memory => {
  const { scheduled_days, retrievability_now, ...memory } = card;
  expect([typeof scheduled_days, typeof retrievability_now]).toEqual(['number', 'number']);
  return memory;
};

describe(`the fold of ${RevisionV1Algorithm.name}`, () => {
  it('gives of any answers, in any order and across changes of the day, what one compute gives, to the last bit', () => {
    const cases = answerLists.chain((answers) => fc.tuple(fc.constant(answers), handedOver(answers)));
    const sets = fc.oneof(fc.constant({}), validSets(RevisionV1Algorithm, revisionSets));
    fc.assert(
      fc.property(sets, cases, (params, [answers, given]) => {
        const states = fold(RevisionV1Algorithm, params, given);
        const computed = compute(params, answers).cards;

        expect(states.map(({ state }) => state)).toEqual(computed.map(atAnyTime));
        expect(states.map(({ scope }) => scope)).toEqual(computed.map(({ card_id: id }) => ({ kind: 'item', id })));
        expect(states.map(({ due_at }) => due_at)).toEqual(computed.map(({ due }) => due));
      }),
    );
  });

  it('keeps the laws of folds', () => {
    expect(brokenFoldLaws(RevisionV1Algorithm, { params: [{}, { enable_short_term: false }] })).toEqual([]);
  });

  it('counts days by the offset of each answer', () => {
    const pair = (offset: number | null) => [
      answer({ event_id: '1', at: '2026-03-01T23:58:00Z', rating: 3 }),
      answer({ event_id: '2', at: '2026-03-02T00:08:00Z', rating: 3, day_offset_minutes: offset }),
    ];
    const stability = (offset: number | null) => fold(RevisionV1Algorithm, {}, pair(offset))[0]!.state.stability;

    expect(stability(-60)).not.toBe(stability(null));
    expect(stability(0)).toBe(stability(null));
  });

  it('takes a right answer without a rating for Good, a wrong one for Again', () => {
    const states = (given: Partial<FoldedAnswer>) => fold(RevisionV1Algorithm, {}, [answer(given)]);

    expect(states({ correct: true })).toEqual(states({ correct: true, rating: 3 }));
    expect(states({ correct: false })).toEqual(states({ correct: false, rating: 1 }));
    expect(states({ correct: true, rating: 1 })).toEqual(states({ correct: false }));
  });

  it('predicts recall at the time of the question, and nothing for an item that it does not know', () => {
    const later = answer({ event_id: '2', at: secondsIn(50 * HOUR) });

    expect(prediction(RevisionV1Algorithm, [answer()])).toBeUndefined();
    expect(prediction(RevisionV1Algorithm, [answer({ item_id: null })])).toBeUndefined();
    expect(prediction(RevisionV1Algorithm, [answer(), later])).toBe(
      compute({}, [answer()], later.at).cards[0]!.retrievability_now,
    );
  });

  it("predicts nothing on the learner's day of the last review, nor before it", () => {
    const first = answer({ at: '2026-03-01T20:00:00Z', day_offset_minutes: 60 });
    const asked = (at: string, offset: number) =>
      prediction(RevisionV1Algorithm, [first, answer({ event_id: '2', at, day_offset_minutes: offset })]);

    expect(asked('2026-03-01T22:59:59Z', 60)).toBeUndefined();
    expect(asked('2026-03-01T23:00:00Z', 60)).toBeLessThan(1);
    expect(asked('2026-03-01T23:00:00Z', 0)).toBeUndefined();
    const [state] = fold(RevisionV1Algorithm, {}, [first]);
    const before = answer({ at: '2026-02-01T00:00:00Z' });
    expect(
      revisionV1Fold.predict!([state as never], before, new RevisionV1Params(), { item_difficulty: null }),
    ).toBeNull();
  });
});
