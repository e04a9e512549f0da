import { checkCron, followingTimes, nextOccurrence, occurrencesAfter } from './occurrences.js';
import { checkTimeZone } from './time-zone.js';

const BERLIN = 'Europe/Berlin';
const LORD_HOWE = 'Australia/Lord_Howe';

const from = (cron: string, timeZone: string, instant: string, count: number): string[] => {
  const following = occurrencesAfter({ cron, timeZone }, new Date(instant));
  return Array.from({ length: count }, () => following.next().value.toISOString());
};

const shown = (cron: string, timeZone: string, instant: string, count: number): string[] => {
  const first = nextOccurrence({ cron, timeZone }, new Date(instant));
  return followingTimes({ cron, timeZone }, first, count);
};

describe('J3: occurrences', () => {
  it('follow the clocks of their zone', () => {
    expect(shown('30 2 * * MON-FRI', BERLIN, '2026-11-27T12:00:00Z', 2)).toEqual([
      '2026-11-30T02:30:00+01:00',
      '2026-12-01T02:30:00+01:00',
    ]);
    expect(shown('0 4 1 * *', LORD_HOWE, '2027-03-15T00:00:00Z', 2)).toEqual([
      '2027-04-01T04:00:00+11:00',
      '2027-05-01T04:00:00+10:30',
    ]);
    expect(shown('0 0 29 2 *', 'UTC', '2026-01-01T00:00:00Z', 2)).toEqual([
      '2028-02-29T00:00:00+00:00',
      '2032-02-29T00:00:00+00:00',
    ]);
    expect(from('@daily', 'America/St_Johns', '2026-11-30T00:00:00Z', 1)).toEqual(['2026-11-30T03:30:00.000Z']);
  });

  it.each([
    [
      'the only one of a day',
      '30 2 * * *',
      BERLIN,
      '2027-03-27T12:00:00Z',
      ['2027-03-28T03:00:00+02:00', '2027-03-29T02:30:00+02:00'],
    ],
    [
      'all of an hour',
      '*/15 2 * * *',
      BERLIN,
      '2027-03-28T00:00:00Z',
      ['2027-03-28T03:00:00+02:00', '2027-03-29T02:00:00+02:00'],
    ],
    [
      'one before others',
      '*/20 * * * *',
      BERLIN,
      '2027-03-28T00:30:00Z',
      ['2027-03-28T01:40:00+01:00', '2027-03-28T03:00:00+02:00', '2027-03-28T03:20:00+02:00'],
    ],
    [
      'one in half an hour',
      '15 2 * * *',
      LORD_HOWE,
      '2026-10-03T12:00:00Z',
      ['2026-10-04T02:30:00+11:00', '2026-10-05T02:15:00+11:00'],
    ],
    [
      'one after half an hour',
      '45 2 * * *',
      LORD_HOWE,
      '2026-10-03T12:00:00Z',
      ['2026-10-04T02:45:00+11:00', '2026-10-05T02:45:00+11:00'],
    ],
    [
      'one at midnight',
      '0 0 * * *',
      'America/Havana',
      '2026-03-07T12:00:00Z',
      ['2026-03-08T01:00:00-04:00', '2026-03-09T00:00:00-04:00'],
    ],
    [
      'one on a day that does not exist',
      '0 9 30 12 *',
      'Pacific/Apia',
      '2011-12-29T12:00:00Z',
      ['2011-12-31T00:00:00+14:00', '2012-12-30T09:00:00+14:00'],
    ],
  ])('of times that do not exist, %s, are at the next minute', (_which, cron, zone, instant, times) => {
    expect(shown(cron, zone, instant, times.length)).toEqual(times);
  });

  it.each([
    [
      'the only one of a day',
      '30 2 * * *',
      BERLIN,
      '2026-10-24T12:00:00Z',
      ['2026-10-25T02:30:00+02:00', '2026-10-26T02:30:00+01:00'],
    ],
    [
      'some of many',
      '*/20 1-3 * * *',
      BERLIN,
      '2026-10-25T00:10:00Z',
      ['2026-10-25T02:20:00+02:00', '2026-10-25T02:40:00+02:00', '2026-10-25T03:00:00+01:00'],
    ],
    [
      'one in half an hour',
      '45 1 * * *',
      LORD_HOWE,
      '2027-04-03T12:00:00Z',
      ['2027-04-04T01:45:00+11:00', '2027-04-05T01:45:00+10:30'],
    ],
    [
      'one before half an hour',
      '15 1 * * *',
      LORD_HOWE,
      '2027-04-03T12:00:00Z',
      ['2027-04-04T01:15:00+11:00', '2027-04-05T01:15:00+10:30'],
    ],
  ])('of times that come twice, %s, are at the first', (_which, cron, zone, instant, times) => {
    expect(shown(cron, zone, instant, times.length)).toEqual(times);
  });

  it.each([BERLIN, LORD_HOWE, 'America/Havana', 'Africa/Casablanca', 'Antarctica/Troll'])(
    'of half hours in %s are each after the last, whichever one begins from, and one for each time shown',
    (timeZone) => {
      const timetable = { cron: '*/30 0-3 * 2,3,4,10,11 *', timeZone };
      const [begin, end] = [Date.UTC(2027, 0, 1), Date.UTC(2028, 0, 1)];
      let last = new Date(begin);
      const times = new Set<string>();
      for (const at of occurrencesAfter(timetable, last)) {
        if (at.getTime() >= end) break;
        expect(at > last).toBe(true);
        if (at.getTime() - last.getTime() !== 1_800_000) expect(nextOccurrence(timetable, last)).toEqual(at);
        last = at;
        times.add(followingTimes(timetable, at, 1)[0]!.slice(0, 16));
      }
      // Of 150 days, less those that clocks skipped.
      expect(times.size).toBeLessThanOrEqual(150 * 8);
      expect(times.size).toBeGreaterThan(150 * 8 - 8);
    },
  );

  it.each(['0 0 31 2 *', '0 0 30 2 *', '15 4 31 4,6,9,11 *'])('never come by %s, which is rejected', (cron) => {
    expect(() => checkCron(cron)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        argument: 'cron',
        reason: expect.stringContaining('no such day') as string,
      }) as Error,
    );
  });

  it.each([
    '',
    'daily',
    '* * * *',
    '* * * * * *',
    '60 * * * *',
    '0 24 * * *',
    '0 0 0 * *',
    '0 0 * 13 *',
    '*/0 * * * *',
    '5-1 * * * *',
    'a b c d e',
    '0  3 * * *',
    '2027-01-01T00:00:00',
    '@reboot',
    7,
    null,
  ])('reject %j, and name the field', (cron) => {
    expect(() => checkCron(cron)).toThrow(
      expect.objectContaining({ argument: 'cron', reason: expect.stringContaining('five fields') as string }) as Error,
    );
  });

  it.each(['Europe/Bonn', 'Mars/Phobos', '', '+25:00', 'Europe/Berlin\n', 7, null])(
    'reject the zone %j, and name the field',
    (zone) => {
      expect(() => checkTimeZone(zone)).toThrow(expect.objectContaining({ argument: 'timeZone' }) as Error);
    },
  );
});
