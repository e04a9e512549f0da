import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { expectWithin, snakeCase, vectors } from '../../../../../test/support/engine/vectors.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { type RevisionV1Input, type RevisionV1Review } from './revision-v1.contract.js';
import { type RevisionV1Output } from './revision-v1.contract.js';

interface Expected {
  retrievabilityBefore: number;
  state: string;
  stability: number;
  difficulty: number;
  scheduledDays: number;
  due: string;
  reps: number;
  lapses: number;
  learningSteps: number;
}

interface Vectors {
  tolerance: Record<'stability' | 'difficulty' | 'retrievability', number>;
  cases: {
    id: string;
    params: Record<string, unknown> & { maximumInterval: number };
    reviews: { at: string; rating: 1 | 2 | 3 | 4 }[];
    expected: Expected[];
    finalRetrievability: { at: string; retrievability: number }[];
  }[];
}

const { cases, tolerance } = vectors<Vectors>('revision-fsrs6');

const compute = (input: Omit<RevisionV1Input, 'cards'> & Partial<RevisionV1Input>, params: object = {}) =>
  run<RevisionV1Output>(RevisionV1Algorithm, params, { cards: [], ...input });
const review = (index: number, at: string, rating: 1 | 2 | 3 | 4): RevisionV1Review => ({
  review_id: `r${index}`,
  card_id: 'c',
  at,
  rating,
});
const plusDays = (at: string, days: number): string => new Date(Date.parse(at) + days * 24 * 3600_000).toISOString();

describe(`golden values of ${RevisionV1Algorithm.name}`, () => {
  const card = (...args: Parameters<typeof compute>) => compute(...args).cards[0]!;

  it.each(cases)('$id', ({ params, reviews, expected, finalRetrievability }) => {
    const log = reviews.map(({ at, rating }, index) => review(index, at, rating));
    const set = snakeCase(params);
    expected.forEach((values, index) => {
      const { at } = reviews[index]!;
      const after = card({ now: at, reviews: log.slice(0, index + 1) }, set);
      const days = Math.min(values.scheduledDays, params.maximumInterval);

      expectWithin(after.stability, values.stability, tolerance.stability);
      expectWithin(after.difficulty, values.difficulty, tolerance.difficulty);
      expect(after).toMatchObject({
        state: values.state,
        reps: values.reps,
        lapses: values.lapses,
        learning_steps: values.learningSteps,
        scheduled_days: days,
        due: days < values.scheduledDays ? plusDays(at, days) : values.due,
        last_review: at,
      });
      if (index > 0) {
        const before = card({ now: at, reviews: log.slice(0, index) }, set);
        expectWithin(before.retrievability_now, values.retrievabilityBefore, tolerance.retrievability);
      }
    });
    for (const { at, retrievability } of finalRetrievability) {
      expectWithin(card({ now: at, reviews: log }, set).retrievability_now, retrievability, tolerance.retrievability);
    }
  });

  it('gives the published intervals when each review is on time', () => {
    const intervals: number[] = [];
    let state: RevisionV1Input['cards'] = [];
    let at = '2022-11-29T12:30:00.000Z';
    for (const [index, grade] of [...'3333331133333'].entries()) {
      const output = compute({ now: at, cards: state, reviews: [review(index, at, Number(grade) as 1 | 3)] });
      state = output.cards;
      intervals.push(output.cards[0]!.scheduled_days);
      at = output.cards[0]!.due;
    }

    expect(intervals).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
  });
});
