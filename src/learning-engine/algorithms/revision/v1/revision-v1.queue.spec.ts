import * as fc from 'fast-check';
import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { type RevisionV1Input, type RevisionV1Review } from './revision-v1.contract.js';
import { type RevisionV1Output } from './revision-v1.contract.js';
import { RevisionV1Params } from './revision-v1.params.js';

const DAYS = 24 * 3600;

const compute = (input: Partial<RevisionV1Input>, params: object = {}) =>
  run<RevisionV1Output>(RevisionV1Algorithm, params, { now: secondsIn(9000 * DAYS), cards: [], reviews: [], ...input });
const review = (index: number, at: string, grade: Partial<RevisionV1Review> = { rating: 3 }): RevisionV1Review => ({
  ...{ review_id: `r${index}`, card_id: 'c', at },
  ...grade,
});

describe(`the due queue of ${RevisionV1Algorithm.name}`, () => {
  it('has what is due, the most forgotten first, and no new cards', () => {
    const reviews = ['b', 'a', 'c'].map((card_id, index) => ({
      ...review(index, secondsIn(index === 1 ? 5 * DAYS : 0), { rating: 4 }),
      card_id,
    }));
    const fresh = {
      ...{ card_id: 'n', state: 'New' as const, stability: 0, difficulty: 0, due: secondsIn(0), last_review: null },
      ...{ reps: 0, lapses: 0, learning_steps: 0 },
    };
    const { due_queue } = compute({ now: secondsIn(9.5 * DAYS), cards: [fresh], reviews });

    expect(due_queue.map(({ card_id, overdue_days }) => [card_id, overdue_days])).toEqual([
      ['b', 1],
      ['c', 1],
    ]);
    expect(due_queue[0]!.retrievability).toBeCloseTo(0.8934, 2);
    const later = compute({ now: secondsIn(14 * DAYS), cards: [fresh], reviews });
    expect(later.due_queue.map(({ card_id }) => card_id)).toEqual(['b', 'c', 'a']);
  });

  it('puts a card that lapsed within the last 24 hours where its memory is, not behind all others', () => {
    const known = { state: 'Review' as const, difficulty: 5, reps: 5, lapses: 0, learning_steps: 0 };
    const hours = (count: number) => secondsIn(20 * DAYS - count * 3600);
    const { due_queue } = compute({
      now: hours(0),
      cards: [
        { ...known, card_id: 'healthy', stability: 100, due: hours(23), last_review: hours(100 * 24 + 23) },
        { ...known, card_id: 'due', stability: 1.2, due: hours(23), last_review: hours(47) },
        {
          ...{ ...known, card_id: 'lapsed', state: 'Relearning', stability: 0.212, difficulty: 8, lapses: 3 },
          ...{ due: hours(22.8), last_review: hours(23) },
        },
      ],
    });

    expect(due_queue.map(({ card_id, retrievability }) => [card_id, retrievability.toFixed(3)])).toEqual([
      ['lapsed', '0.770'],
      ['due', '0.863'],
      ['healthy', '0.899'],
    ]);
  });

  it('ranks by the forgetting curve of any weights at the time to the millisecond', () => {
    const memories = fc.record({
      state: fc.constantFrom('Learning' as const, 'Review' as const, 'Relearning' as const),
      stability: fc.double({ min: 0.001, max: 36_500, noNaN: true }),
      age: fc.oneof(fc.integer({ min: 0, max: 2 * DAYS }), fc.integer({ min: 0, max: 4000 * DAYS })),
    });
    const decays = fc.double({ min: 0.1, max: 0.8, noNaN: true });
    fc.assert(
      fc.property(fc.array(memories, { maxLength: 12 }), decays, (list, decay) => {
        const cards = list.map(({ state, stability, age }, index) => ({
          ...{ card_id: `c${index}`, state, stability, difficulty: 5, reps: 2, lapses: 0, learning_steps: 0 },
          ...{ due: secondsIn(9000 * DAYS - age), last_review: secondsIn(9000 * DAYS - age) },
        }));
        const w = new RevisionV1Params().w.with(20, decay);
        const factor = 0.9 ** (-1 / decay) - 1;
        const recall = list.map(({ stability, age }) => (1 + (factor * age) / DAYS / stability) ** -decay);
        const output = compute({ cards }, { w });

        for (const { card_id, retrievability_now } of output.cards) {
          expect(retrievability_now).toBeCloseTo(recall[Number(card_id.slice(1))]!, 6);
        }
        const queue = output.due_queue.map(({ card_id }) => recall[Number(card_id.slice(1))]!);
        expect(queue).toHaveLength(list.length);
        queue.slice(1).forEach((value, index) => expect(value).toBeGreaterThanOrEqual(queue[index]! - 1e-7));
      }),
    );
  });

  it('forgets learning cards by the minute', () => {
    const at = (minutes: number) =>
      compute({ now: secondsIn(60 * minutes), reviews: [review(0, secondsIn(0), { rating: 1 })] }).cards[0]!
        .retrievability_now;
    const recall = [0, 1, 2, 10, 60, 600].map(at);

    expect(recall[0]).toBe(1);
    expect(new Set(recall).size).toBe(6);
    expect(recall).toEqual(recall.toSorted((one, other) => other - one));
  });
});
