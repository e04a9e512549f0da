import { Cron } from 'croner';
import { InvalidArgumentError } from '../../errors/input.errors.js';
import { checkTimeZone, clockTimeAt, inZone, instantOf } from './time-zone.js';

/** What becomes of occurrences that no worker was up for: one job makes up for all of them, or none does. */
export const CatchUp = { once: 'once', none: 'none' } as const;
export type CatchUp = (typeof CatchUp)[keyof typeof CatchUp];

/** When a schedule has its occurrences. */
export interface Timetable {
  cron: string;
  timeZone: string;
}

/** Occurrences up to this late are on time: a worker is restarted, or a release is deployed. */
export const LATE_MS = 15 * 60_000;

const FIELDS = /^(@(yearly|annually|monthly|weekly|daily|hourly)|\S+( \S+){4})$/i;
const NOT_CRON =
  'must be a cron expression of five fields with one blank between them (minute, hour, day of the month, month, day of the week), such as 30 2 * * MON-FRI';

/** The times at which a cron expression comes round on a clock that is never put forward or back. */
const clockTimesOf = (cron: string): Cron => new Cron(cron, { timezone: 'UTC', mode: '5-part', paused: true });

/** @throws InvalidArgumentError unless it is a cron expression that comes round */
export function checkCron(cron: unknown): string {
  if (typeof cron !== 'string' || cron.length > 200 || !FIELDS.test(cron)) {
    throw new InvalidArgumentError('cron', NOT_CRON);
  }
  let next: Date | null;
  try {
    next = clockTimesOf(cron).nextRun(new Date(0));
  } catch {
    throw new InvalidArgumentError('cron', NOT_CRON);
  }
  if (!next) throw new InvalidArgumentError('cron', 'must come round: there is no such day in any year');
  return cron;
}

/** Whether its times can be found here: the zones of another Node, or the expressions of another release, may be unknown. */
export function canBeFollowed({ cron, timeZone }: Timetable): boolean {
  try {
    checkCron(cron);
    checkTimeZone(timeZone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The occurrences after an instant, in their order. Each time on the clock of the zone has one: one that does not exist on a day is
 * at the next minute that does, and one that comes twice is at the first.
 */
export function* occurrencesAfter({ cron, timeZone }: Timetable, instant: Date): Generator<Date, never> {
  const times = clockTimesOf(cron);
  let last = instant.getTime();
  let time = new Date(clockTimeAt(last, timeZone));
  for (;;) {
    time = times.nextRun(time)!;
    const at = instantOf(time.getTime(), timeZone);
    if (at <= last) continue;
    last = at;
    yield new Date(at);
  }
}

export const nextOccurrence = (timetable: Timetable, after: Date): Date =>
  occurrencesAfter(timetable, after).next().value;

/** So many occurrences from one on, as clocks in the zone of the schedule show them. */
export function followingTimes(timetable: Timetable, first: Date, count: number): string[] {
  const times = [first];
  const following = occurrencesAfter(timetable, first);
  while (times.length < count) times.push(following.next().value);
  return times.map((at) => inZone(at, timetable.timeZone));
}

/** What is to be done about a schedule at an instant. */
export interface DueOccurrences {
  /** Those for which a job is to be queued now. */
  due: Date[];
  /** Whether occurrences were missed: with `once`, one job makes up for them. */
  hasMissed: boolean;
  next: Date;
}

/**
 * The occurrences that are due. Those of the last 15 minutes are all due, however many they are. Of those before, which were missed, the
 * first one is due where none of the last 15 minutes makes up for it, unless `catchUp` is `none`.
 *
 * @param nextAt the first occurrence for which no job was queued
 */
export function dueOccurrences(
  { nextAt, catchUp, ...timetable }: Timetable & { nextAt: Date; catchUp: CatchUp },
  now: Date,
): DueOccurrences {
  if (nextAt > now) return { due: [], hasMissed: false, next: nextAt };
  const hasMissed = now.getTime() - nextAt.getTime() > LATE_MS;
  const due = hasMissed ? [] : [nextAt];
  const from = hasMissed ? new Date(now.getTime() - LATE_MS - 1) : nextAt;
  const following = occurrencesAfter(timetable, from);
  let next = following.next().value;
  for (; next <= now; next = following.next().value) due.push(next);
  return { due: due.length === 0 && catchUp === CatchUp.once ? [nextAt] : due, hasMissed, next };
}
