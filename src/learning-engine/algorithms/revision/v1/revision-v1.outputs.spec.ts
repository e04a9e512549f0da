import * as fc from 'fast-check';
import { run, validSets } from '../../../../../test/support/engine/algorithm-laws.js';
import { revisionSets, risingRevisionSets } from '../../../../../test/support/engine/valid-sets.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { type RevisionV1CardState } from './revision-v1.contract.js';
import { type RevisionV1Input, type RevisionV1Review } from './revision-v1.contract.js';
import { type RevisionV1Output } from './revision-v1.contract.js';

const DAY = 24 * 3600 * 1000;
const iso = (instant: number): string => new Date(instant).toISOString();
const compute = (input: RevisionV1Input, params: object = {}) =>
  run<RevisionV1Output>(RevisionV1Algorithm, params, input);

/** Around changes of clocks, some over midnight or by a day, and at the ends of time. */
const CHANGES = [
  '1900-01-01T00:00:00Z',
  '1969-09-30T13:00:00Z',
  '2005-10-30T02:31:00Z',
  '2011-12-30T10:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-11-01T05:00:00Z',
  '9999-12-31T23:59:59.999Z',
].map((at) => Date.parse(at));
const zones = fc.oneof(
  fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Pacific/Kwajalein', 'Pacific/Apia', 'Antarctica/Troll'),
  fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
);
const offsets = fc.integer({ min: -1440, max: 1440 });
const days = fc.oneof(
  fc.record({ time_zone: zones, day_starts_at: fc.integer({ min: 0, max: 12 }) }, { requiredKeys: ['time_zone'] }),
  fc.record({ day_offset_minutes: offsets }),
);
const deeds = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<1 | 2 | 3 | 4>(1, 2, 3, 4).map((rating) => ({ rating })) },
  fc.constant({ action: 'forget' as const }),
  fc.constant({ action: 'set_due' as const }),
);
const times = fc
  .oneof(
    fc.record({ change: fc.constantFrom(...CHANGES), from: fc.integer({ min: -2 * DAY, max: 2 * DAY }) }),
    fc.record({ change: fc.constantFrom(...CHANGES), from: fc.integer({ min: -1000 * DAY, max: 1000 * DAY }) }),
  )
  .map(({ change, from }) => Math.min(Math.max(change + from, CHANGES[0]!), CHANGES.at(-1)!));
const reviews: fc.Arbitrary<RevisionV1Review[]> = fc
  .array(fc.tuple(times, deeds, fc.nat(3 * DAY), fc.option(offsets, { nil: undefined }), fc.constantFrom('c', 'd')), {
    maxLength: 12,
  })
  .map((rows) =>
    rows.map(([at, deed, later, offset, card_id], index) => ({
      ...{ review_id: `${index}`, card_id, at: iso(at), ...deed },
      ...(offset !== undefined && { day_offset_minutes: offset }),
      ...('action' in deed && deed.action === 'set_due' && { due: iso(Math.min(at + later, CHANGES.at(-1)!)) }),
    })),
  );
const cards: fc.Arbitrary<RevisionV1CardState> = fc
  .record({
    state: fc.constantFrom('Learning' as const, 'Review' as const, 'Relearning' as const),
    stability: fc.double({ min: 0.001, max: 36_500, noNaN: true }),
    difficulty: fc.double({ min: 1, max: 10, noNaN: true }),
    lapses: fc.nat(5),
    at: times,
    later: fc.nat(40 * DAY),
    day_offset_minutes: fc.option(offsets),
  })
  .map(({ at, later, ...card }) => ({
    ...{ card_id: 'c', ...card, last_review: iso(at), due: iso(Math.min(at + later, CHANGES.at(-1)!)) },
    ...{ reps: card.lapses + 1, learning_steps: 0 },
  }));
const inputs: fc.Arbitrary<RevisionV1Input> = fc
  .tuple(
    reviews,
    fc.array(cards, { maxLength: 1 }),
    days,
    fc.constantFrom('time' as const, 'day' as const),
    fc.nat(3 * DAY),
  )
  .map(([log, known, whose, due_by, later]) => {
    const last = Math.max(...[...log.map(({ at }) => at), ...known.map((card) => card.last_review!)].map(Date.parse));
    const now = iso(Math.min(Math.max(last, CHANGES[0]!) + later, CHANGES.at(-1)!));
    return { now, cards: known, reviews: log, ...whose, due_by, on_invalid: 'skip' };
  });

describe(`cards that ${RevisionV1Algorithm.name} puts out`, () => {
  it('are taken as they are, and stay what they are: with any parameters, days, zone and reviews', () => {
    fc.assert(
      fc.property(validSets(RevisionV1Algorithm, revisionSets), inputs, (set, input) => {
        const output = compute(input, set);
        const again = { ...input, cards: output.cards, reviews: [] };

        expect(compute(again, set)).toEqual({ ...output, left_out: [] });
      }),
    );
  });

  it('wait the longer the better the grade is: any card, new or known, after any time, with sets that rise', () => {
    const sets = validSets(RevisionV1Algorithm, risingRevisionSets);
    const known = fc.oneof(fc.constant([]), fc.tuple(cards));
    fc.assert(
      fc.property(sets, known, fc.nat(3), fc.nat(40_000 * DAY), (set, [card], step, later) => {
        const steps = { Learning: set.learning_steps, Relearning: set.relearning_steps, Review: [], New: [] };
        const at = iso(Date.parse('2026-01-01T00:00:00Z') + later);
        const given = card && {
          ...{ ...card, last_review: '2025-12-31T23:59:59Z', due: at },
          learning_steps: step < steps[card.state].length ? step : 0,
        };
        const due = ([1, 2, 3, 4] as const).map(
          (rating) =>
            compute(
              { now: at, cards: given ? [given] : [], reviews: [{ review_id: 'r', card_id: 'c', at, rating }] },
              set,
            ).cards[0]!.due,
        );

        expect(due).toEqual([...due].sort());
      }),
    );
  });

  it.each([
    // The evening of 1 January in New York: in Berlin it is four in the morning of the 2nd.
    ['the learner is on a journey', 'Europe/Berlin', '2026-01-02T03:00:00Z', -300, '2026-01-02T23:00:00.000Z'],
    ['it began before, too', 'America/St_Johns', '2005-10-30T03:00:00Z', undefined, '2005-10-30T03:30:00.000Z'],
    ['a whole day is repeated', 'Pacific/Kwajalein', '1969-09-30T18:00:00Z', undefined, '1969-10-01T12:00:00.000Z'],
  ])('are due when the next day begins after the review: %s', (_name, time_zone, at, day_offset_minutes, due) => {
    const own = day_offset_minutes === undefined ? {} : { day_offset_minutes };
    const reviews: RevisionV1Review[] = [{ review_id: 'r', card_id: 'c', at, rating: 1, ...own }];
    const input = { now: at, cards: [], reviews, time_zone, due_by: 'day' as const };

    expect(compute(input, { enable_short_term: false }).cards).toMatchObject([{ due, scheduled_days: 1 }]);
  });
});
