import * as fc from 'fast-check';
import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { type RevisionV1Input, type RevisionV1Review } from './revision-v1.contract.js';
import { type RevisionV1Output } from './revision-v1.contract.js';

const DAYS = 24 * 3600;

const compute = (input: Partial<RevisionV1Input>) =>
  run<RevisionV1Output>(RevisionV1Algorithm, {}, { now: secondsIn(400 * DAYS), cards: [], reviews: [], ...input });
const entry = (day: number, more: Partial<RevisionV1Review>): RevisionV1Review => ({
  ...{ review_id: `at ${day}`, card_id: 'c', at: secondsIn(day * DAYS) },
  ...more,
});
const rated = (day: number, rating: 1 | 2 | 3 | 4 = 3) => entry(day, { rating });
const cardAfter = (...reviews: RevisionV1Review[]) => compute({ reviews }).cards[0]!;
const learnt = [rated(0, 4), rated(8), rated(40, 1), rated(41)];

describe(`what is done by hand in ${RevisionV1Algorithm.name}`, () => {
  it('forget makes a card new again, and keeps its numbers of reviews and lapses', () => {
    expect(cardAfter(...learnt, entry(50, { action: 'forget' }))).toMatchObject({
      ...{ state: 'New', stability: 0, difficulty: 0, learning_steps: 0, due: secondsIn(50 * DAYS) },
      ...{ last_review: null, day_offset_minutes: null, reps: 4, lapses: 1, scheduled_days: 0, retrievability_now: 0 },
    });
  });

  it('forget lets the next review be a first one', () => {
    const again = cardAfter(...learnt, entry(50, { action: 'forget' }), rated(60));
    const first = cardAfter(rated(60));

    expect(again).toMatchObject({ stability: first.stability, difficulty: first.difficulty, due: first.due });
    expect(again).toMatchObject({ state: 'Learning', reps: 5, lapses: 1 });
  });

  it('set_due changes when a card is due and nothing of its memory', () => {
    const due = secondsIn(100 * DAYS);
    const before = cardAfter(...learnt);
    const after = cardAfter(...learnt, entry(50, { action: 'set_due', due }));

    expect(after).toEqual({
      ...before,
      due,
      scheduled_days: 59,
      ...{ last_at: secondsIn(50 * DAYS), last_review_id: 'at 50' },
    });
    expect(cardAfter(...learnt, entry(50, { action: 'set_due', due }), rated(70))).toEqual(
      cardAfter(...learnt, rated(70)),
    );
  });

  it('set_due puts a card into the queue, or out of it', () => {
    const queue = (due: number) =>
      compute({
        now: secondsIn(60 * DAYS),
        reviews: [...learnt, entry(50, { action: 'set_due', due: secondsIn(due * DAYS) })],
      }).due_queue;

    expect(queue(60)).toMatchObject([{ card_id: 'c', overdue_days: 0 }]);
    expect(queue(61)).toEqual([]);
  });

  it('set_due ends the learning steps, and leaves a new card new', () => {
    const due = secondsIn(9 * DAYS);

    expect(cardAfter(rated(1), entry(2, { action: 'set_due', due }))).toMatchObject({
      ...{ state: 'Review', learning_steps: 0, reps: 1, due },
    });
    expect(cardAfter(entry(2, { action: 'set_due', due }))).toMatchObject({ state: 'New', reps: 0, due });
    expect(cardAfter(entry(2, { action: 'set_due', due }), rated(3))).toMatchObject({ state: 'Learning', reps: 1 });
  });

  it.each<[Partial<RevisionV1Review>, string]>([
    [{ action: 'set_due' }, 'revision.reviews[0] must have due with the action set_due, and only with it'],
    [
      { action: 'forget', due: secondsIn(9) },
      'revision.reviews[0] must have due with the action set_due, and only with it',
    ],
    [{ rating: 3, due: secondsIn(9) }, 'revision.reviews[0] must have due with the action set_due, and only with it'],
    [{ rating: 3, action: 'forget' }, 'revision.reviews[0] must have either rating or correct or action'],
    [{ action: 'reset' as 'forget' }, 'revision.reviews[0].action must be one of forget, set_due'],
    [
      { rating: 0 as 1 },
      'revision.reviews[0].rating must be an integer between 1 and 4: what was done by hand (0 in Anki)',
    ],
    [{ action: 'set_due', due: secondsIn(9) }, 'revision.reviews[0].due must not be before at'],
  ])('is rejected: %j', (more, message) => {
    expect(() => cardAfter(entry(2, more))).toThrow(message);
  });

  it('folds with reviews in two calls as in one, whatever the mixture', () => {
    const entries = fc.oneof(
      fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4).map((rating) => ({ rating })),
      fc.constant({ action: 'forget' as const }),
      fc.integer({ min: 30, max: 60 }).map((day) => ({ action: 'set_due' as const, due: secondsIn(day * DAYS) })),
    );
    const logs = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 30 }), entries), { maxLength: 12 })
      .map((list) => list.map(([day, more], index) => entry(day, { review_id: String(index), ...more })));
    fc.assert(
      fc.property(logs, fc.nat(12), (log, cut) => {
        const ordered = log.toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
        const { cards } = compute({ reviews: ordered.slice(0, cut) });

        expect(compute({ cards, reviews: ordered.slice(cut) })).toEqual(compute({ reviews: log }));
      }),
    );
  });
});

/** A row of Anki's table `revlog`: `id` is the time in milliseconds, `ease` the button, 0 for what was done by hand. */
interface Revlog {
  id: number;
  cid: number;
  ease: 0 | 1 | 2 | 3 | 4;
  /** Days, or negative seconds. */
  ivl: number;
  factor: number;
  /** 0 learning, 1 review, 2 relearning, 3 filtered, 4 manual, 5 rescheduled. */
  type: 0 | 1 | 2 | 3 | 4 | 5;
}

/** As the table in docs/algorithms.md says it. */
function fromAnki(rows: readonly Revlog[]): RevisionV1Review[] {
  const lastReview = new Map<number, number>();
  return rows.flatMap(({ id, cid, ease, ivl, factor, type }): RevisionV1Review[] => {
    const row = { review_id: String(id), card_id: String(cid), at: new Date(id).toISOString() };
    if (type === 3 && factor === 0) return [];
    if (ease > 0) {
      lastReview.set(cid, id);
      return [{ ...row, rating: ease as 1 }];
    }
    if (type === 4 && factor === 0) return [{ ...row, action: 'forget' }];
    const due = Math.max(id, (lastReview.get(cid) ?? id) + ivl * DAYS * 1000);
    return [{ ...row, action: 'set_due', due: new Date(due).toISOString() }];
  });
}

describe('a log of Anki', () => {
  const at = (day: number) => Date.parse(secondsIn(day * DAYS));
  const log: Revlog[] = [
    { id: at(0), cid: 1, ease: 3, ivl: -600, factor: 0, type: 0 },
    { id: at(0) + 600_000, cid: 1, ease: 3, ivl: 2, factor: 510, type: 0 },
    { id: at(2) + 600_000, cid: 1, ease: 3, ivl: 11, factor: 510, type: 1 },
    { id: at(3), cid: 2, ease: 4, ivl: 8, factor: 520, type: 0 },
    { id: at(4), cid: 1, ease: 0, ivl: 30, factor: 510, type: 4 },
    { id: at(5), cid: 1, ease: 3, ivl: 30, factor: 0, type: 3 },
    { id: at(6), cid: 1, ease: 0, ivl: 12, factor: 510, type: 5 },
    { id: at(14), cid: 1, ease: 1, ivl: -600, factor: 700, type: 1 },
    { id: at(14) + 600_000, cid: 1, ease: 3, ivl: 2, factor: 700, type: 2 },
    { id: at(20), cid: 2, ease: 0, ivl: 0, factor: 0, type: 4 },
    { id: at(30), cid: 2, ease: 3, ivl: -600, factor: 0, type: 0 },
  ];
  const after = (day: number) => compute({ reviews: fromAnki(log.filter(({ id }) => id <= at(day))) }).cards;

  it('is taken whole, with what was set, rescheduled and reset by hand', () => {
    expect(after(4)[0]).toMatchObject({ due: secondsIn(32 * DAYS + 600), reps: 3, state: 'Review' });
    expect(after(6)[0]).toMatchObject({ due: secondsIn(14 * DAYS + 600), reps: 3, state: 'Review' });
    expect(after(20)).toMatchObject([
      { card_id: '1', state: 'Review', reps: 5, lapses: 1 },
      { card_id: '2', state: 'New', reps: 1, lapses: 0, stability: 0 },
    ]);
    expect(after(30)[1]).toMatchObject({ state: 'Learning', reps: 2, stability: 2.3065 });
  });

  it('gives the same memory as its graded reviews alone, up to the reset', () => {
    const graded = fromAnki(log.filter(({ ease, type }) => ease > 0 && type !== 3));
    const { stability, difficulty } = compute({ reviews: graded }).cards[0]!;

    expect(after(30)[0]).toMatchObject({ stability, difficulty });
  });
});
