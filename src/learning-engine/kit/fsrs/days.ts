import { DAY } from './scheduler.js';

const MINUTE = 60_000;

/** Version of the time zone data of this Node: two of them may disagree on a zone's past and future. */
export const ZONE_DATA = `tz ${process.versions.tz}`;

/** The day on which an instant lies, counted from 1970, for an offset in minutes from UTC to the learner's days. */
export const dayOf = (instant: number, offset: number): number => Math.floor((instant + offset * MINUTE) / DAY);

/** Whose days reviews lie in: an offset, or a time zone with the hour at which its days begin. */
export class LearnerDays {
  /**
   * @param offset minutes to add to an instant to have it in the learner's days
   * @param zone in place of the offset
   */
  constructor(
    private readonly offset: number,
    private readonly zone?: ZoneDays,
  ) {}

  /** @param own the offset that is known of what happened then */
  offsetAt(instant: number, own = this.offset): number {
    return this.zone ? this.zone.offsetAt(instant) : own;
  }

  /** The instant at which a day begins, after an instant in a day before it. */
  startAfter(instant: number, day: number, own = this.offset): number {
    return this.zone ? this.zone.startAfter(instant, day) : day * DAY - own * MINUTE;
  }
}

/** Days of a time zone, each beginning at an hour of its clocks. */
export class ZoneDays {
  private readonly ofUtcDay = new Map<number, number | null>();

  private constructor(
    private readonly clock: Intl.DateTimeFormat,
    private readonly startsAt: number,
  ) {}

  /** @returns undefined where the data of this Node have no such zone */
  static of(timeZone: string, startsAt: number): ZoneDays | undefined {
    try {
      return new ZoneDays(new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }), startsAt);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  offsetAt(instant: number): number {
    const day = Math.floor(instant / DAY);
    let known = this.ofUtcDay.get(day);
    if (known === undefined) {
      // To ask the zone takes longer than a review, and most days have one offset.
      const first = this.asked(day * DAY);
      known = first === this.asked((day + 1) * DAY - 1) ? first : null;
      this.ofUtcDay.set(day, known);
    }
    return known ?? this.asked(instant);
  }

  startAfter(instant: number, day: number): number {
    const about = day * DAY - this.offsetAt(day * DAY) * MINUTE;
    const starts = [-1.5, -0.5, 0.5, 1.5]
      .map((days) => day * DAY - this.offsetAt(about + days * DAY) * MINUTE)
      .sort((one, other) => one - other);
    // Where clocks skip the hour at which the day begins, it begins with the change; where they go back over it, twice.
    return starts.find((start) => start > instant && dayOf(start, this.offsetAt(start)) >= day) ?? starts.at(-1)!;
  }

  /** In whole minutes; `GMT-05:00`, and `GMT` alone for 0. */
  private asked(instant: number): number {
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(this.clock.format(instant))!;
    const offset = sign === undefined ? 0 : Number(hours) * 60 + Number(minutes);
    return (sign === '-' ? -offset : offset) - this.startsAt * 60;
  }
}
