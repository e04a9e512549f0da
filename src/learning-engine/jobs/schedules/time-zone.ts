import { InvalidArgumentError } from '../../errors/input.errors.js';

const DAY_MS = 86_400_000;
const SECOND_MS = 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  formats.set(zone, made);
  return made;
}

/** @throws InvalidArgumentError unless there is such a zone */
export function checkTimeZone(zone: unknown): string {
  const problem = 'must be a time zone of the IANA database, such as Europe/Berlin or UTC';
  if (typeof zone !== 'string' || !/^[A-Za-z][\w+/-]{0,63}$/.test(zone)) {
    throw new InvalidArgumentError('timeZone', problem);
  }
  try {
    formatOf(zone);
    return zone;
  } catch {
    throw new InvalidArgumentError('timeZone', problem);
  }
}

/** What clocks in a zone show, as the instant at which those of UTC show it: in milliseconds since 1970, whole seconds. */
export function clockTimeAt(instant: number, zone: string): number {
  const shown = formatOf(zone).formatToParts(instant);
  const [year, month, day, hour, minute, second] = ['year', 'month', 'day', 'hour', 'minute', 'second'].map((name) =>
    Number(shown.find(({ type }) => type === name)!.value),
  );
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}

const offsetAt = (instant: number, zone: string): number =>
  clockTimeAt(instant, zone) - Math.floor(instant / SECOND_MS) * SECOND_MS;

/**
 * When clocks in a zone show a time: for the first time where they are put back and show it twice; where they are put forward and
 * never show it, right after.
 *
 * @param clockTime as `clockTimeAt` answers it
 */
export function instantOf(clockTime: number, zone: string): number {
  const [before, after] = [offsetAt(clockTime - DAY_MS, zone), offsetAt(clockTime + DAY_MS, zone)];
  const [earlier, later] = [clockTime - Math.max(before, after), clockTime - Math.min(before, after)];
  const shown = [earlier, later].find((instant) => clockTimeAt(instant, zone) === clockTime);
  return shown ?? changeBetween(earlier, later, zone);
}

/** When clocks were put forward, between an instant before it and one after it. */
function changeBetween(before: number, after: number, zone: string): number {
  const offset = offsetAt(before, zone);
  let [low, high] = [before, after];
  while (high - low > SECOND_MS) {
    const middle = low + Math.floor((high - low) / (2 * SECOND_MS)) * SECOND_MS;
    if (offsetAt(middle, zone) === offset) low = middle;
    else high = middle;
  }
  return high;
}

/** An instant as clocks in a zone show it, such as `2027-03-28T03:00:00+02:00`. */
export function inZone(instant: Date, zone: string): string {
  const shown = clockTimeAt(instant.getTime(), zone);
  const minutes = Math.round(offsetAt(instant.getTime(), zone) / 60_000);
  const sign = minutes < 0 ? '-' : '+';
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const offset = [hours, rest].map((part) => String(part).padStart(2, '0')).join(':');
  return `${new Date(shown).toISOString().slice(0, 19)}${sign}${offset}`;
}
