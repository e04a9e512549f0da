import * as fc from 'fast-check';
import { definitionOf, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { RevisionV1Algorithm } from './revision-v1.algorithm.js';
import { type RevisionV1Input, type RevisionV1Review } from './revision-v1.contract.js';
import { type RevisionV1Output } from './revision-v1.contract.js';
import { RevisionV1Params } from './revision-v1.params.js';

const review = (at: string, more: Partial<RevisionV1Review> = {}): RevisionV1Review => ({
  ...{ review_id: at, card_id: 'c', at },
  ...('rating' in more ? more : { rating: 3, ...more }),
});
const compute = (input: Partial<RevisionV1Input>, params: object = {}) =>
  run<RevisionV1Output>(RevisionV1Algorithm, params, { now: '2027-04-01T00:00:00Z', cards: [], reviews: [], ...input });
const reviewed = (first: string, second: string, days: object = {}) =>
  compute({ ...days, reviews: [review(first), review(second)] }).cards[0]!;

const SAME_DAY = 2.3065;

/** The model counts calendar days between reviews; `day_offset_minutes` says whose. */
describe(`the days of ${RevisionV1Algorithm.name}`, () => {
  it('are those of UTC unless something else is said', () => {
    expect(reviewed('2026-03-01T23:40:00Z', '2026-03-01T23:58:00Z').stability).toBeCloseTo(SAME_DAY, 6);
    expect(reviewed('2026-03-01T23:58:00Z', '2026-03-02T00:08:00Z').stability).toBeGreaterThan(2 * SAME_DAY);
    expect(
      reviewed('2026-03-01T23:58:00Z', '2026-03-02T00:08:00Z', { day_offset_minutes: 0 }).stability,
    ).toBeGreaterThan(2 * SAME_DAY);
  });

  it.each([
    ['UTC-5, whose day begins at four', -540, '2026-03-02T08:58:00Z', '2026-03-02T09:08:00Z', '2026-03-02T00:08:00Z'],
    ['UTC+14', 840, '2026-03-02T09:58:00Z', '2026-03-02T10:08:00Z', '2026-03-03T09:00:00Z'],
    ['UTC+5:30', 330, '2026-03-02T18:28:00Z', '2026-03-02T18:38:00Z', '2026-03-02T19:00:00Z'],
  ])('are those of a learner at %s', (_name, offset, before, after, _other) => {
    expect(reviewed(before, after, { day_offset_minutes: offset }).stability).toBeGreaterThan(2 * SAME_DAY);
    expect(reviewed(before, after).stability).toBeCloseTo(SAME_DAY, 6);
  });

  it('end with the year 9999: what is due later is due then, and is accepted as input', () => {
    const now = '9999-12-31T00:00:00Z';
    const { cards } = compute({ now, reviews: [{ review_id: 'r', card_id: 'c', at: now, rating: 4 }] });

    expect(cards).toMatchObject([{ due: '9999-12-31T23:59:59.999Z', scheduled_days: 0 }]);
    expect(compute({ now, cards })).toMatchObject({ cards, due_queue: [] });
  });

  it('move no time in the output', () => {
    const [first, second] = ['2026-03-01T12:00:00.000Z', '2026-03-01T12:10:00.000Z'];
    const moved = reviewed(first, second, { day_offset_minutes: -540 });

    expect(moved).toEqual({ ...reviewed(first, second), day_offset_minutes: -540 });
    expect(moved).toMatchObject({ last_review: second, due: '2026-03-03T12:10:00.000Z' });
  });
});

/** New York changes its clocks on 8 March and 1 November 2026; the learner's day begins at four. */
const NEW_YORK = { time_zone: 'America/New_York', day_starts_at: 4 };
const [SUMMER, WINTER] = [-240 - 240, -300 - 240];

describe(`the days of ${RevisionV1Algorithm.name} across a change of clocks`, () => {
  // 03:40 on 31 October is the learner's 30th, 03:30 on 2 November their 1st: two days, and three by the clock of summer.
  const [before, after] = ['2026-10-31T07:40:00.000Z', '2026-11-02T08:30:00.000Z'];
  const twoDays = reviewed('2026-10-28T12:00:00.000Z', '2026-10-30T12:00:00.000Z');

  it('have one right count, by the time zone or by the offset of each review', () => {
    const byZone = reviewed(before, after, NEW_YORK);
    const byOffset = compute({
      reviews: [review(before, { day_offset_minutes: SUMMER }), review(after, { day_offset_minutes: WINTER })],
      day_offset_minutes: WINTER,
    }).cards[0]!;

    expect(byZone.stability).toBe(twoDays.stability);
    expect(byZone.day_offset_minutes).toBe(WINTER);
    expect(byOffset).toEqual(byZone);
    expect(reviewed(before, after, { day_offset_minutes: SUMMER }).stability).not.toBe(twoDays.stability);
  });

  it('are carried from call to call, with the offset of the last review', () => {
    const zone = compute({ ...NEW_YORK, reviews: [review(before)] });
    const offset = compute({ day_offset_minutes: SUMMER, reviews: [review(before)] });

    for (const { cards } of [zone, offset]) {
      expect(cards).toMatchObject([{ day_offset_minutes: SUMMER }]);
      for (const days of [NEW_YORK, { day_offset_minutes: WINTER }]) {
        expect(compute({ ...days, cards, reviews: [review(after)] }).cards[0]!.stability).toBe(twoDays.stability);
      }
    }
  });

  it('give the same for any log whether reviews name their offset or the learner has a time zone, in one call or two', () => {
    const zones = fc.constantFrom(
      'America/New_York',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'America/Santiago',
      'Asia/Kathmandu',
    );
    const times = fc.array(fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }), { maxLength: 25 });
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 12 }), times, fc.nat(25), (time_zone, day_starts_at, ats, cut) => {
        const days = { time_zone, day_starts_at, due_by: 'day' as const };
        const log = [...new Set(ats)].sort((a, b) => a - b).map((at) => review(new Date(at).toISOString()));
        const whole = compute({ ...days, reviews: log });
        const half = compute({ ...days, reviews: log.slice(0, cut) });
        const named = log.map((one) => ({
          ...one,
          day_offset_minutes: clockOffset(time_zone, Date.parse(one.at)) - 60 * day_starts_at,
        }));

        expect(compute({ ...days, cards: half.cards, reviews: log.slice(cut) })).toEqual(whole);
        expect(compute({ ...days, reviews: named })).toEqual(whole);
        const last = named.at(-1);
        if (last) {
          const { day_offset_minutes } = last;
          expect(compute({ day_offset_minutes, reviews: named }).cards[0]!.stability).toBe(whole.cards[0]!.stability);
        }
      }),
    );
  });

  it('never run backwards: a learner who flew across the date line was here on the same day', () => {
    const reviews = [
      review('2026-03-02T01:00:00Z', { day_offset_minutes: 840 }),
      review('2026-03-02T09:00:00Z', { day_offset_minutes: -600 }),
    ];

    expect(compute({ reviews }).cards[0]!.stability).toBeCloseTo(SAME_DAY, 6);
  });
});

describe(`${RevisionV1Algorithm.name} with due_by day`, () => {
  const evening = [review('2026-01-20T20:00:00.000Z'), review('2026-01-20T20:10:00.000Z')];
  const dueAt = (now: string, more: object) => compute({ now, reviews: evening, ...more }).due_queue;

  it('asks on the morning of the day what was learnt in the evening', () => {
    const morning = '2026-01-22T08:00:00.000Z';
    const byDay = { due_by: 'day' as const, day_offset_minutes: -240 };

    expect(dueAt(morning, { day_offset_minutes: -240 })).toEqual([]);
    expect(dueAt(morning, byDay)).toMatchObject([{ card_id: 'c', due: '2026-01-22T04:00:00.000Z', overdue_days: 0 }]);
    expect(dueAt('2026-01-22T03:59:59.999Z', byDay)).toEqual([]);
    expect(dueAt('2026-01-24T03:59:59.999Z', byDay)).toMatchObject([{ overdue_days: 1 }]);
    expect(compute({ now: morning, reviews: evening, ...byDay }).cards).toMatchObject([{ scheduled_days: 2 }]);
  });

  it('finds a card that was scheduled by the time, too', () => {
    const { cards } = compute({ reviews: evening });

    expect(cards[0]!.due).toBe('2026-01-22T20:10:00.000Z');
    expect(dueAt('2026-01-22T00:00:00.000Z', { reviews: [], cards, due_by: 'day' })).toHaveLength(1);
    expect(dueAt('2026-01-21T23:59:59.999Z', { reviews: [], cards, due_by: 'day' })).toEqual([]);
  });

  it('leaves learning steps to the minute', () => {
    const first = { due_by: 'day' as const, reviews: [evening[0]!] };

    expect(dueAt('2026-01-20T20:09:59.999Z', first)).toEqual([]);
    expect(dueAt('2026-01-20T20:10:00.000Z', first)).toMatchObject([{ due: '2026-01-20T20:10:00.000Z' }]);
  });

  it('counts a step of days, or of more than a day, by the calendar as well', () => {
    const byDay = { due_by: 'day' as const, reviews: [evening[0]!] };

    expect(compute(byDay, { learning_steps: ['1m', '2d'] }).cards).toMatchObject([
      { due: '2026-01-22T00:00:00.000Z', scheduled_days: 2 },
    ]);
    expect(compute(byDay, { learning_steps: ['1m', '30h'] }).cards).toMatchObject([
      { due: '2026-01-22T00:00:00.000Z', scheduled_days: 2 },
    ]);
  });

  it.each([
    ['the hour is skipped', 'Africa/Cairo', 0, '2026-04-22T20:00:00Z', '2026-04-23T22:00:00.000Z'],
    ['the hour comes twice', 'America/Havana', 0, '2026-10-30T20:00:00Z', '2026-11-01T04:00:00.000Z'],
    ['clocks go forward the night before', 'America/New_York', 4, '2026-03-06T20:00:00Z', '2026-03-08T08:00:00.000Z'],
    ['clocks go back the night before', 'America/New_York', 4, '2026-10-30T20:00:00Z', '2026-11-01T09:00:00.000Z'],
    ['clocks went back at midnight', 'America/Santiago', 0, '2026-04-03T20:00:00Z', '2026-04-05T04:00:00.000Z'],
    ['a day is left out', 'Pacific/Apia', 0, '2011-12-28T20:00:00Z', '2011-12-30T10:00:00.000Z'],
  ])('begins the day where clocks say so: %s', (_name, time_zone, day_starts_at, at, due) => {
    const reviews = [review(at, { rating: 4 })];
    const easy = { w: new RevisionV1Params().w.with(3, 2) };

    expect(compute({ time_zone, day_starts_at, due_by: 'day', reviews }, easy).cards).toMatchObject([{ due }]);
  });

  it('does not ask a day early after clocks went back between two calls', () => {
    const { cards } = compute({
      due_by: 'day',
      day_offset_minutes: SUMMER,
      reviews: [review('2026-10-30T20:00:00Z', { rating: 4 })],
    });
    const due = Date.parse(cards[0]!.due);
    const queue = (now: number) =>
      compute({ now: new Date(now).toISOString(), due_by: 'day', day_offset_minutes: WINTER, cards }).due_queue;

    expect(queue(due + 3599_999)).toEqual([]);
    expect(queue(due + 3600_000)).toHaveLength(1);
  });
});

describe(`what ${RevisionV1Algorithm.name} takes for a time zone`, () => {
  it.each<[object, string]>([
    [{ time_zone: 'Mars/Olympus' }, 'revision.time_zone must be an IANA time zone such as America/New_York, and known'],
    [{ time_zone: '+05:30' }, 'time_zone must be an IANA time zone such as America/New_York'],
    [{ time_zone: '' }, 'time_zone must be an IANA time zone such as America/New_York'],
    [{ time_zone: 'UTC', day_offset_minutes: 0 }, 'must not have both time_zone and day_offset_minutes'],
    [{ day_starts_at: 4 }, 'must have time_zone with day_starts_at'],
    [{ time_zone: 'UTC', day_starts_at: 13 }, 'day_starts_at must be an integer between 0 and 12'],
    [{ due_by: 'hour' }, 'due_by must be one of time, day'],
  ])('not %j', (input, message) => {
    expect(() => compute(input)).toThrow(message);
  });

  it('the same as its offset, however odd', () => {
    for (const [time_zone, offset] of [
      ['UTC', 0],
      ['Etc/GMT+12', -720],
      ['Pacific/Kiritimati', 840],
      ['Asia/Kathmandu', 345],
      ['America/St_Johns', -210],
    ] as const) {
      expect(compute({ time_zone, reviews: [review('2026-01-21T12:00:00Z')] }).cards).toMatchObject([
        { day_offset_minutes: offset },
      ]);
    }
  });

  it('and names its data in the record', () => {
    expect(definitionOf(RevisionV1Algorithm).libraries).toContain(`tz ${process.versions.tz}`);
  });
});

/** By the parts of a date, for a comparison. */
function clockOffset(timeZone: string, instant: number): number {
  const fields = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
  const options = Object.fromEntries(fields.map((field) => [field, 'numeric']));
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...options }).formatToParts(instant);
  const [year, month, ...rest] = fields.map((field) => Number(parts.find(({ type }) => type === field)!.value));
  return Math.round((Date.UTC(year!, month! - 1, ...rest) - instant) / 60_000);
}
