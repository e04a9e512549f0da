import * as fc from 'fast-check';
import { itKeepsTheLaws, rejectionOf, run, validSets } from '../../../../../test/support/engine/algorithm-laws.js';
import { inside, revisionSets } from '../../../../../test/support/engine/valid-sets.js';
import { expectWithin, secondsIn, vectors } from '../../../../../test/support/engine/vectors.js';
import { LARGEST_COUNT } from '../../../kit/count.js';
import { RevisionV2Algorithm } from './revision-v2.algorithm.js';
import {
  type RevisionV2Input,
  type RevisionV2Output,
  type RevisionV2OwnWeights,
  type RevisionV2Review,
} from './revision-v2.contract.js';
import { RevisionV2Params } from './revision-v2.params.js';

type Expected = Pick<RevisionV2Output, 'learner' | 'weights'> & {
  cards: { card_id: string; stability: number; difficulty: number; p_correct_now: number }[];
};
interface Vectors {
  tolerance: { stability: number; difficulty: number; probability: number };
  cases: { id: string; params: object; input: RevisionV2Input; expected: Expected }[];
}
const { cases, tolerance } = vectors<Vectors>('revision-own-weights');

const DAY = 24 * 3600;
const compute = (input: Partial<RevisionV2Input>, params: object = {}) =>
  run<RevisionV2Output>(RevisionV2Algorithm, params, { now: secondsIn(900 * DAY), cards: [], reviews: [], ...input });
/** A review of one card every third day. */
const reviews = (results: readonly boolean[]): RevisionV2Review[] =>
  results.map((correct, index) => ({
    ...{ review_id: `r${String(index).padStart(4, '0')}`, card_id: 'c', at: secondsIn(3 * index * DAY), correct },
  }));
const { w: DEFAULTS } = new RevisionV2Params();
const fitted = DEFAULTS.map((weight) => weight * 1.1).with(4, 6);
const own = (n: number, w = fitted): RevisionV2OwnWeights => ({ w, reviews: n });

const rows: fc.Arbitrary<RevisionV2Review> = fc
  .tuple(
    fc.record({
      review_id: fc.nat(200).map(String),
      card_id: fc.constantFrom('c', 'd', '__proto__'),
      at: fc.integer({ min: 100, max: 600 }).map((hours) => secondsIn(hours * 3600)),
    }),
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4).map((rating) => ({ rating })) },
      fc.constant({ action: 'forget' as const }),
    ),
  )
  .map(([row, deed]) => ({ ...row, ...deed }));
const inputs: fc.Arbitrary<RevisionV2Input> = fc
  .record(
    {
      reviews: fc.uniqueArray(rows, { selector: ({ review_id }) => review_id, maxLength: 15, size: 'max' }),
      learner: fc.record({
        model_trust: fc.double({ min: 0, max: 1, noNaN: true }),
        average: inside(0.01, 0.99),
        reviews: fc.nat(),
      }),
      own_weights: fc.nat(5000).map((n) => own(n)),
      request_retention: inside(0.5, 0.99),
      time_zone: fc.constant('America/New_York'),
    },
    { requiredKeys: ['reviews'] },
  )
  .map((input) => ({ now: secondsIn(900 * 3600), cards: [], ...input }));
const sets = fc
  .tuple(
    revisionSets,
    fc.record({
      ...{ own_weights_half: fc.nat(5000), model_prior: inside(0, 1) },
      ...{ trust_drift: inside(0, 0.5), result_decay: inside(0, 1) },
    }),
  )
  .map(([set, more]) => ({ ...set, ...more, relearning_steps: ['10m'] }));

describe(RevisionV2Algorithm.name, () => {
  itKeepsTheLaws({
    ...{ algorithm: RevisionV2Algorithm, inputs, lists: ['cards', 'reviews'], events: 'reviews' },
    params: fc.oneof(fc.constant({}), validSets(RevisionV2Algorithm, sets)),
    fold: { states: ['cards', 'learner'], id: 'review_id' },
  });

  it.each(cases)('computes what another implementation does: $id', ({ params, input, expected }) => {
    const { cards, learner, weights } = compute(input, params);

    expect(cards.map(({ card_id }) => card_id)).toEqual(expected.cards.map(({ card_id }) => card_id));
    cards.forEach(({ stability, difficulty, p_correct_now }, index) => {
      const of = expected.cards[index]!;
      expectWithin(stability / of.stability, 1, tolerance.stability);
      expectWithin(difficulty, of.difficulty, tolerance.difficulty);
      expectWithin(p_correct_now!, of.p_correct_now, tolerance.probability);
    });
    expectWithin(learner.model_trust, expected.learner.model_trust, tolerance.probability);
    expectWithin(learner.average, expected.learner.average, tolerance.probability);
    expect(learner.reviews).toBe(expected.learner.reviews);
    weights.w.forEach((weight, index) => expectWithin(weight, expected.weights.w[index]!, tolerance.probability));
    expectWithin(weights.own_share, expected.weights.own_share, tolerance.probability);
  });

  describe('own weights', () => {
    it('count the more the more reviews they come from: half at own_weights_half, none at none', () => {
      const given = [0, 1000, 1e9].map((n) => compute({ own_weights: own(n), reviews: reviews([true, true, false]) }));
      const [none, half, all] = given.map(({ weights }) => weights);

      expect(none).toEqual({ w: DEFAULTS, own_share: 0 });
      expect(half!.own_share).toBe(0.5);
      half!.w.forEach((weight, index) => expect(weight).toBeCloseTo((DEFAULTS[index]! + fitted[index]!) / 2, 12));
      all!.w.forEach((weight, index) => expect(weight).toBeCloseTo(fitted[index]!, 4));
      expect(given[0]).toEqual(compute({ reviews: reviews([true, true, false]) }));
      expect(given[1]!.cards[0]!.stability).not.toBe(given[0]!.cards[0]!.stability);
    });

    it('run at their bounds', () => {
      const { w, own_share } = compute({ own_weights: own(1, fitted.with(1, 0.001)) }, { own_weights_half: 0 }).weights;

      expect([w[1], own_share]).toEqual([0.001, 1]);
    });

    it('are rejected outside of their bounds, in a wrong number, and where they cannot run with the parameters', () => {
      const params = { relearning_steps: ['10m', '1h'], own_weights_half: 0 };
      const rejected = (w: number[]) => () => compute({ own_weights: own(100, w) }, params);

      expect(rejected(fitted.with(7, 0.8))).toThrow('own_weights/w/7 must be between 0.001 and 0.75');
      expect(rejected(fitted.slice(0, 19))).toThrow('own_weights/w must be a list of 21 numbers (FSRS-6)');
      expect(rejected(fitted.with(17, 2))).toThrow(
        /^revision\.own_weights\.w\[17\] leads to a weight that must be at most 0\.\d+ with 2 relearning_steps$/,
      );
      expect(rejected(DEFAULTS.with(19, 0))).toThrow(/w\[19\] leads to a weight that would run as 0\.01/);
    });
  });

  it("takes the learner's own retention in place of that of the parameters", () => {
    const due = (input: Partial<RevisionV2Input>, params: object = {}) =>
      compute({ reviews: reviews([true, true]), ...input }, params).cards[0]!.due;

    expect(due({ request_retention: 0.8 })).toBe(due({}, { request_retention: 0.8 }));
    expect(due({ request_retention: 0.8 }) > due({})).toBe(true);
  });

  it.each([
    [
      'in an evening that ends after midnight of UTC',
      -600,
      '2026-01-02T05:00:00.000Z',
      '2026-01-02T06:00:00.000Z',
      false,
    ],
    ['on the next day, in the same of UTC', 600, '2026-01-01T15:00:00.000Z', '2026-01-02T15:00:00.000Z', true],
  ])('takes the days of the last review where it knows no others: %s', (_case, day_offset_minutes, at, now, isSaid) => {
    const given = { review_id: 'r', card_id: 'c', at, rating: 4 as const, day_offset_minutes };
    const { cards } = compute({ now, reviews: [given] });
    const later = compute({ now, cards });

    for (const [card] of [cards, later.cards]) expect(card!.p_correct_now === null).toBe(!isSaid);
    // Days that the input says are taken before those of the review.
    expect(compute({ now, cards, day_offset_minutes: 0 }).cards[0]!.p_correct_now === null).toBe(isSaid);
    expect(compute({ now, cards, time_zone: 'UTC' }).cards[0]!.p_correct_now === null).toBe(isSaid);
  });

  describe('the trust in the model', () => {
    it('loses little to the model and to the moving average, whichever of them is right, where none of it returns', () => {
      fc.assert(
        fc.property(
          fc.array(fc.boolean(), { minLength: 50, maxLength: 150 }),
          inside(0.1, 0.9),
          (results, model_prior) => {
            const params = { model_prior, trust_drift: 0 };
            const given = reviews(results);
            const losses = { model: 0, average: 0, mixed: 0 };
            let { cards, learner } = compute({ now: given[0]!.at, reviews: [given[0]!] }, params) as Pick<
              RevisionV2Output,
              'learner'
            > & { cards: RevisionV2Input['cards'] };
            for (const review of given.slice(1)) {
              const [card] = compute({ now: review.at, cards, learner }, params).cards;
              const lossOf = (p: number) => -Math.log(review.correct ? p : 1 - p);
              losses.model += lossOf(Math.min(Math.max(card!.retrievability_now, 0.001), 0.999));
              losses.average += lossOf(learner.average);
              losses.mixed += lossOf(card!.p_correct_now!);
              ({ cards, learner } = compute({ now: review.at, cards, learner, reviews: [review] }, params));
            }

            expect(losses.mixed).toBeLessThan(losses.model - Math.log(model_prior) + 0.05);
            expect(losses.mixed).toBeLessThan(losses.average - Math.log(1 - model_prior) + 0.05);
          },
        ),
        { numRuns: 20 },
      );
    });

    it('hears nothing of reviews on the day of the one before, and of what is done by hand', () => {
      const [first, second] = reviews([true, false]);
      const soon = { ...second!, at: secondsIn(600) };
      const byHand = { review_id: 'x', card_id: 'c', at: secondsIn(2 * DAY), action: 'forget' as const };

      expect(compute({ reviews: [first!, soon] }).learner).toEqual({ model_trust: 0.9, average: 0.9, reviews: 0 });
      expect(compute({ reviews: [first!, byHand, second!] }).learner.reviews).toBe(0);
      expect(compute({ reviews: [first!, second!] }).learner.reviews).toBe(1);
      expect(compute({ now: soon.at, reviews: [first!] }).cards[0]!.p_correct_now).toBeNull();
    });

    it('stops counting at the largest count', () => {
      const learner = { model_trust: 0.5, average: 0.5, reviews: LARGEST_COUNT };
      expect(compute({ learner, reviews: reviews([true, true]) }).learner.reviews).toBe(LARGEST_COUNT);
    });
  });

  it('judges its parameters as version 1 does', () => {
    expect(rejectionOf(RevisionV2Algorithm, { w: DEFAULTS.with(7, 1) })).toEqual([
      ['/w/7', 'revision.w[7] must be between 0.001 and 0.75'],
    ]);
    expect(rejectionOf(RevisionV2Algorithm, { model_prior: 1 })).toEqual([
      ['/model_prior', 'revision.model_prior must be greater than 0 and less than 1'],
    ]);
  });
});
