import * as fc from 'fast-check';
import { itKeepsTheLaws, run, validSets } from '../../../../../test/support/engine/algorithm-laws.js';
import { revisionSets } from '../../../../../test/support/engine/valid-sets.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { type RevisionV1Input, type RevisionV1Review } from './revision-v1.contract.js';
import { type RevisionV1Output } from './revision-v1.contract.js';

const DAYS = 24 * 3600;

const compute = (input: Partial<RevisionV1Input>, params: object = {}) =>
  run<RevisionV1Output>(RevisionV1Algorithm, params, { now: secondsIn(9000 * DAYS), cards: [], reviews: [], ...input });
const review = (index: number, at: string, grade: Partial<RevisionV1Review> = { rating: 3 }): RevisionV1Review => ({
  review_id: `r${index}`,
  card_id: 'c',
  at,
  ...grade,
});
const card = (input: Partial<RevisionV1Input>, params: object = {}) => compute(input, params).cards[0]!;

/** Few instants, so that many reviews share one. */
const instants = fc.oneof(fc.integer({ min: 100, max: 110 }), fc.integer({ min: 100, max: 300 }));
const deeds = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4).map((rating) => ({ rating })) },
  fc.constant({ action: 'forget' as const }),
  fc.constant({ action: 'set_due' as const, due: secondsIn(301 * 3600) }),
);
const reviewsOf: fc.Arbitrary<RevisionV1Review> = fc
  .tuple(
    fc.record(
      {
        review_id: fc.oneof(fc.nat(200).map(String), fc.string({ minLength: 1, maxLength: 4 })),
        card_id: fc.constantFrom('c', 'd', '__proto__'),
        at: instants.map((hours) => secondsIn(hours * 3600)),
        sequence: fc.nat(3),
        day_offset_minutes: fc.integer({ min: -1440, max: 1440 }),
      },
      { requiredKeys: ['review_id', 'card_id', 'at'] },
    ),
    deeds,
  )
  .map(([row, deed]) => ({ ...row, ...deed }));
const days = fc.constantFrom(
  { day_offset_minutes: -540 },
  { time_zone: 'America/New_York', day_starts_at: 4 },
  { time_zone: 'Europe/Berlin', due_by: 'day' as const },
);
const card_d = { card_id: 'd', stability: 3, difficulty: 5, last_review: secondsIn(20 * 3600), reps: 3, lapses: 1 };
const card_n = { card_id: 'n', stability: 0, difficulty: 0, last_review: null, reps: 0, lapses: 0 };
const histories: fc.Arbitrary<RevisionV1Input> = fc
  .tuple(fc.uniqueArray(reviewsOf, { selector: ({ review_id }) => review_id, maxLength: 15, size: 'max' }), days)
  .map(([reviews, whose]) => ({
    now: secondsIn(500 * 3600),
    cards: [
      { ...card_d, state: 'Review' as const, due: secondsIn(90 * 3600), learning_steps: 0 },
      { ...card_n, state: 'New' as const, due: secondsIn(0), learning_steps: 0 },
    ],
    reviews,
    ...whose,
  }));

describe(RevisionV1Algorithm.name, () => {
  itKeepsTheLaws({
    ...{ algorithm: RevisionV1Algorithm, inputs: histories, lists: ['cards', 'reviews'], events: 'reviews' },
    params: fc.oneof(fc.constant({}), validSets(RevisionV1Algorithm, revisionSets)),
    fold: { states: ['cards'], id: 'review_id' },
  });

  describe('the adapter', () => {
    it('leaves Date.prototype as it was', () => {
      const found: string[] = [];
      for (const name in new Date()) found.push(name);
      compute({ reviews: [review(1, secondsIn(1))] });
      for (const name in new Date()) found.push(name);

      expect(found).toEqual([]);
      expect('scheduler' in Date.prototype).toBe(false);
    });

    it('never goes beyond the maximum interval', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 60 }),
          fc.array(fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4, 4), { minLength: 1, maxLength: 12 }),
          (maximum_interval, ratings) => {
            let state: RevisionV1Input['cards'] = [];
            let at = secondsIn(0);
            for (const [index, rating] of ratings.entries()) {
              const { cards } = compute(
                { now: at, cards: state, reviews: [review(index, at, { rating })] },
                { maximum_interval },
              );
              expect(cards[0]!.scheduled_days).toBeLessThanOrEqual(maximum_interval);
              expect(cards[0]!.due <= plusDays(at, maximum_interval)).toBe(true);
              state = cards;
              at = cards[0]!.due;
            }
          },
        ),
      );
    });

    it.each([
      ['days', ['100000000d']],
      ['hours', ['9000000000000h']],
      ['minutes', ['99999999999999999999m']],
      ['400 digits', [`1${'0'.repeat(400)}m`]],
      ['the second', ['1m', '900000000d']],
    ])('takes the maximum interval for steps that are longer: %s', (_name, learning_steps) => {
      const hard = { now: secondsIn(0), reviews: [review(0, secondsIn(0), { rating: 2 })] };

      for (const maximum_interval of [1, 36_500]) {
        expect(card(hard, { learning_steps, maximum_interval })).toMatchObject({
          due: plusDays(secondsIn(0), maximum_interval),
          scheduled_days: maximum_interval,
        });
      }
    });

    it('keeps the hours of a step whose days are within the maximum', () => {
      const again = { now: secondsIn(0), reviews: [review(0, secondsIn(0), { rating: 1 })] };

      expect(card(again, { learning_steps: ['36h'], maximum_interval: 1 })).toMatchObject({
        due: plusDays(secondsIn(0), 1.5),
        scheduled_days: 1,
      });
    });

    it('takes a wrong answer as Again and a right one as Good', () => {
      const at = secondsIn(1);

      expect(card({ reviews: [review(1, at, { correct: true })] })).toEqual(
        card({ reviews: [review(1, at, { rating: 3 })] }),
      );
      expect(card({ reviews: [review(1, at, { correct: false })] })).toEqual(
        card({ reviews: [review(1, at, { rating: 1 })] }),
      );
    });

    it('recalls less as time goes by, and never asks sooner after a better grade', () => {
      const known = card({ reviews: [1, 2, 3].map((index) => review(index, secondsIn(index * 5 * DAYS))) });
      const recall = [16, 30, 90, 400].map(
        (day) => card({ now: secondsIn(day * DAYS), cards: [known] }).retrievability_now,
      );
      const intervals = ([1, 2, 3, 4] as const).map(
        (rating) => card({ cards: [known], reviews: [review(9, secondsIn(40 * DAYS), { rating })] }).scheduled_days,
      );

      expect(recall).toEqual([...recall].sort((one, other) => other - one));
      expect(intervals).toEqual([...intervals].sort((one, other) => one - other));
      expect(new Set([...recall, ...intervals]).size).toBe(8);
    });
  });
});

const plusDays = (at: string, days: number): string => new Date(Date.parse(at) + days * DAYS * 1000).toISOString();
