import { InvalidArgumentError } from '../errors/input.errors.js';

const PARTS = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
const MINUTE_MS = 60_000;

/** From UTC to the time of a zone at an instant, in minutes. */
export type ZoneOffset = (instant: number) => number;

/**
 * @param zone an IANA name, such as Europe/Berlin
 * @param argument which named it
 * @throws InvalidArgumentError
 */
export function zoneOffset(zone: string, argument: string): ZoneOffset {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { ...PARTS, timeZone: zone, hourCycle: 'h23' });
  } catch {
    throw new InvalidArgumentError(argument, `must be a time zone such as Europe/Berlin, which ${zone} is not`);
  }
  return (instant) => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute);
    return Math.round((local - Math.floor(instant / MINUTE_MS) * MINUTE_MS) / MINUTE_MS);
  };
}

/** The instant of a local time, given as if it were UTC. Of an hour that comes twice, the first one. */
export function instantIn(offset: ZoneOffset, local: number): number {
  const [before, after] = [offset(local - 86_400_000), offset(local + 86_400_000)];
  const candidates = [before, after].map((minutes) => local - minutes * MINUTE_MS);
  return candidates.find((instant) => instant + offset(instant) * MINUTE_MS === local) ?? candidates[0]!;
}
