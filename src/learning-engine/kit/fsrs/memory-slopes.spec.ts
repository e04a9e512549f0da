import * as fc from 'fast-check';
import { weightLists } from '../../../../test/support/engine/fsrs-weights.js';
import { cardAfter, recallOf } from './answered.js';
import { type FsrsMemory } from './memory.js';
import { type CardReview, MemorySlopes } from './memory-slopes.js';
import { FsrsParams } from './params.js';

const DAY_MS = 86_400_000;
const [COMMON] = [new FsrsParams().w];

/** Reviews of one card, at whole days or some hours later. */
const histories = fc
  .array(fc.record({ grade: fc.constantFrom(1, 2, 3, 4), days: fc.constantFrom(0, 0, 1, 2, 5, 30, 400) }), {
    minLength: 2,
    maxLength: 12,
  })
  .map((all) => all.map(({ grade, days }): CardReview => ({ grade: grade, days, gap: days, isPredicted: days > 0 })));

const recallsOf = (w: readonly number[], isShortTerm: boolean, reviews: readonly CardReview[]) => {
  const found: { recall: number; slopes: number[] }[] = [];
  new MemorySlopes(w, isShortTerm).follow(reviews, (recall, slopes) => found.push({ recall, slopes: [...slopes] }));
  return found;
};

describe(MemorySlopes.name, () => {
  it('predicts what the fold predicts, for any weights and reviews', () => {
    fc.assert(
      fc.property(weightLists(21), fc.boolean(), histories, (w, enable_short_term, reviews) => {
        const settings = { ...new FsrsParams(), w, enable_short_term, relearning_steps: [] };
        let [at, card] = [Date.UTC(2026, 0, 1), undefined as FsrsMemory | undefined];
        const predicted: number[] = [];
        reviews.forEach(({ grade, days }, n) => {
          at += days * DAY_MS;
          const asked = { at: new Date(at).toISOString(), day_offset_minutes: null };
          const answer = { ...asked, event_id: `e${n}`, item_id: 'i', sequence: n, rating: grade, correct: grade > 1 };
          const recall = recallOf(settings, card, asked as never);
          if (recall !== null) predicted.push(recall);
          card = cardAfter(settings, card, answer as never).state;
        });
        const found = recallsOf(w, enable_short_term, [{ ...reviews[0]!, isPredicted: false }, ...reviews.slice(1)]);

        expect(found).toHaveLength(predicted.length);
        found.forEach(({ recall }, n) => expect(recall).toBeCloseTo(predicted[n]!, 5));
      }),
    );
  });

  it('says how much likelier recall gets with each weight, as small changes of it do', () => {
    const nearCommon = fc.tuple(
      ...COMMON.map((weight) => fc.double({ min: weight * 0.8, max: weight * 1.2, noNaN: true })),
    );
    fc.assert(
      fc.property(nearCommon, fc.boolean(), histories, (w, isShortTerm, reviews) => {
        const found = recallsOf(w, isShortTerm, reviews);
        w.forEach((weight, place) => {
          const step = 1e-6 * Math.max(weight, 0.01);
          const [less, more] = [-step, step].map((by) => recallsOf(w.with(place, weight + by), isShortTerm, reviews));
          found.forEach(({ slopes }, n) => {
            const [before, after] = [less![n]!.recall, more![n]!.recall];
            const [below, above] = [(found[n]!.recall - before) / step, (after - found[n]!.recall) / step];
            // Where a bound begins, the slope is that of either side.
            const [least, most] = [Math.min(below, above), Math.max(below, above)];
            expect(slopes[place]).toBeGreaterThan(least - 1e-4 - 1e-3 * Math.abs(least));
            expect(slopes[place]).toBeLessThan(most + 1e-4 + 1e-3 * Math.abs(most));
          });
        });
      }),
      { numRuns: 60 },
    );
  });
});
