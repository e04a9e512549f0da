import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { type RevisionV1Output } from './revision-v1.contract.js';

const reviewed = (first: string, second: string, day_offset_minutes?: number) =>
  run<RevisionV1Output>(
    RevisionV1Algorithm,
    {},
    {
      now: '2026-04-01T00:00:00Z',
      cards: [],
      reviews: [first, second].map((at, index) => ({ review_id: `r${index}`, card_id: 'c', at, rating: 3 })),
      ...(day_offset_minutes !== undefined && { day_offset_minutes }),
    },
  ).cards[0]!;

const SAME_DAY = 2.3065;

/** The model counts calendar days between reviews; `day_offset_minutes` says whose. */
describe(`the days of ${RevisionV1Algorithm.name}`, () => {
  it('are those of UTC unless something else is said', () => {
    expect(reviewed('2026-03-01T23:40:00Z', '2026-03-01T23:58:00Z').stability).toBeCloseTo(SAME_DAY, 6);
    expect(reviewed('2026-03-01T23:58:00Z', '2026-03-02T00:08:00Z').stability).toBeGreaterThan(2 * SAME_DAY);
    expect(reviewed('2026-03-01T23:58:00Z', '2026-03-02T00:08:00Z', 0).stability).toBeGreaterThan(2 * SAME_DAY);
  });

  it.each([
    ['UTC-5, whose day begins at four', -540, '2026-03-02T08:58:00Z', '2026-03-02T09:08:00Z', '2026-03-02T00:08:00Z'],
    ['UTC+14', 840, '2026-03-02T09:58:00Z', '2026-03-02T10:08:00Z', '2026-03-03T09:00:00Z'],
    ['UTC+5:30', 330, '2026-03-02T18:28:00Z', '2026-03-02T18:38:00Z', '2026-03-02T19:00:00Z'],
  ])('are those of a learner at %s', (_name, offset, before, after, _other) => {
    expect(reviewed(before, after, offset).stability).toBeGreaterThan(2 * SAME_DAY);
    expect(reviewed(before, after).stability).toBeCloseTo(SAME_DAY, 6);
  });

  it('end with the year 9999: what is due later is due then, and is taken back', () => {
    const now = '9999-12-31T00:00:00Z';
    const compute = (input: object) => run<RevisionV1Output>(RevisionV1Algorithm, {}, { now, reviews: [], ...input });
    const { cards } = compute({ cards: [], reviews: [{ review_id: 'r', card_id: 'c', at: now, rating: 4 }] });

    expect(cards).toMatchObject([{ due: '9999-12-31T23:59:59.999Z', scheduled_days: 0 }]);
    expect(compute({ cards })).toMatchObject({ cards, due_queue: [] });
  });

  it('move no time in the output', () => {
    const [first, second] = ['2026-03-01T12:00:00.000Z', '2026-03-01T12:10:00.000Z'];
    const moved = reviewed(first, second, -540);

    expect(moved).toEqual(reviewed(first, second));
    expect(moved).toMatchObject({ last_review: second, due: '2026-03-03T12:10:00.000Z' });
  });
});
