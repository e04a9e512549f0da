import { LeftOut, ON_INVALID, type OnInvalid } from '../../../kit/judged-events.js';
import { AtLeast, Between, IntegerAtLeast, IntegerBetween } from '../../../schema/number-rules.js';
import { FieldsMatchSchema, type FieldDecorator, type FieldOptions, MatchesSchema } from '../../../schema/rule.js';
import {
  Passthrough,
  EventsOf,
  ExactlyOne,
  IsBoolean,
  Id,
  ListOf,
  NotBoth,
  OneOf,
  UtcTime,
} from '../../../schema/value-rules.js';
import { CARD_STATES, type CardState } from './revision-v1.scheduler.js';

/** Cards of an input, and of an output: it can be passed back. */
export const MOST_CARDS = 10_000;

/** Minutes from UTC to a learner's days. */
const DayOffset = (options?: FieldOptions): FieldDecorator<number> => IntegerBetween(-1440, 1440, options);

/** A learner's memory of one card. */
export class RevisionV1Memory {
  @Id() card_id: string;

  /** `New` until the first review, and after `forget`. */
  @OneOf(CARD_STATES) state: CardState;

  /** S: days until the probability of recall falls to 0.9, 0.001 to 36,500; 0 for a new card. */
  @Between(0, 36500) stability: number;

  /** D, 1 to 10; 0 for a new card. */
  @Between(0, 10) difficulty: number;

  @UtcTime() due: string;
  @UtcTime({ orNull: true }) last_review: string | null;

  /** Offset of the learner's days at the last review; null before the first. Where it is missing, that of the input. */
  @DayOffset({ optional: true, orNull: true }) day_offset_minutes?: number | null;

  /** When the last event of the card was: a review, or what was done by hand. Where it is missing, `last_review`. */
  @UtcTime({ optional: true, orNull: true }) last_at?: string | null;

  /** `sequence` of that event; null if it had none. */
  @IntegerAtLeast(0, { optional: true, orNull: true }) last_sequence?: number | null;

  /** Id of that event. Without it no further event of that instant is taken. */
  @Id({ optional: true, orNull: true }) last_review_id?: string | null;

  /** Reviews so far. At 2^53 - 1 this and `lapses` stay. */
  @IntegerAtLeast(0) reps: number;

  /** How often it was forgotten: fewer times than it was reviewed. */
  @IntegerAtLeast(0) lapses: number;

  /** The step that the card is at, from 0: less than the number of the parameters' learning or relearning steps. */
  @IntegerAtLeast(0) learning_steps: number;
}

/** A card as it is handed in. An output's card can be passed back as it is. */
export class RevisionV1CardState extends RevisionV1Memory {
  @Passthrough() scheduled_days?: unknown;
  @Passthrough() retrievability_now?: unknown;
}

/** What is done to a card by hand, without a review. */
export const ACTIONS = ['forget', 'set_due'] as const;

/** One review, with either a grade or a plain result; or an action, which is no review. */
@ExactlyOne('rating', 'correct', 'action')
@FieldsMatchSchema({
  schema: {
    anyOf: [
      { required: ['action', 'due'], properties: { action: { const: 'set_due' } } },
      { properties: { due: false, action: { not: { const: 'set_due' } } } },
    ],
  },
  reason: 'must have due with the action set_due, and only with it',
})
export class RevisionV1Review {
  @Id() review_id: string;
  @Id() card_id: string;

  /** Not after `now`, and after the last event of its card by `at`, then `sequence`, then `review_id`. */
  @UtcTime() at: string;

  /** Orders events of one instant; a missing one comes first. Without it ids decide, those of digits as numbers. */
  @IntegerAtLeast(0, { optional: true }) sequence?: number;

  /** 1 Again, 2 Hard, 3 Good, 4 Easy. */
  @MatchesSchema(
    {
      schema: { type: 'integer', minimum: 1, maximum: 4 },
      reason: 'must be an integer between 1 and 4: what was done by hand (0 in Anki) has an action and no rating',
    },
    { optional: true },
  )
  rating?: 1 | 2 | 3 | 4;

  /** Wrong counts as 1 Again, right as 3 Good. */
  @IsBoolean({ optional: true }) correct?: boolean;

  /**
   * `forget`: the card is new again and keeps its numbers of reviews and lapses. `set_due`: it is due at `due` and keeps its
   * memory; steps of learning are over then, and a new card stays new.
   */
  @OneOf(ACTIONS, { optional: true }) action?: 'forget' | 'set_due';

  /** With `set_due`: when the card is to be due, not before `at`. */
  @UtcTime({ optional: true }) due?: string;

  /** Offset of the learner's days at this review, in place of that of the input. */
  @DayOffset({ optional: true }) day_offset_minutes?: number;
}

/** Reviews of one learner. */
@NotBoth('time_zone', 'day_offset_minutes')
@FieldsMatchSchema({
  schema: { dependentRequired: { day_starts_at: ['time_zone'] } },
  reason: 'must have time_zone with day_starts_at: a day_offset_minutes holds the hour as well',
})
export class RevisionV1Input {
  @UtcTime() now: string;

  /** A reviewed card that is not listed starts as new. */
  @ListOf(RevisionV1CardState, { atMost: MOST_CARDS }) cards: RevisionV1CardState[];

  /** With those of `cards` they are of at most 10,000 cards. */
  @EventsOf(RevisionV1Review, { atMost: 10_000 }) reviews: RevisionV1Review[];

  /** What becomes of reviews that break a rule: `refuse` (the default) all, or `skip` those, which are then in `left_out`. */
  @OneOf(ON_INVALID, { optional: true }) on_invalid?: OnInvalid;

  /**
   * What to add to a time to have it in the learner's days, -1440 to 1440; default 0, which is UTC. For a learner at UTC-5
   * whose day begins at four it is -300 - 240 = -540. It holds for `now` and for reviews that have no offset of their own.
   */
  @DayOffset({ optional: true }) day_offset_minutes?: number;

  /**
   * IANA time zone of the learner, such as `America/New_York`, in place of an offset: daylight saving is then counted. By
   * the time zone data of Node, whose version is recorded with the run.
   */
  @MatchesSchema(
    {
      schema: { type: 'string', maxLength: 64, pattern: '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$' },
      reason: 'must be an IANA time zone such as America/New_York',
    },
    { optional: true },
  )
  time_zone?: string;

  /** Hour of the learner's clock at which the day begins, 0 to 12; default 0. */
  @IntegerBetween(0, 12, { optional: true }) day_starts_at?: number;

  /**
   * `time` (the default): a card is due so many times 24 hours after its review. `day`: it is due when that day of the
   * learner's begins, by the `time_zone` if there is one. Learning steps of minutes and hours are due by the time in either case.
   */
  @OneOf(['time', 'day'], { optional: true }) due_by?: 'time' | 'day';
}

/** A card after the reviews. */
export class RevisionV1Card extends RevisionV1Memory {
  /** Days from the last review until the card is due: whole periods of 24 hours, or of the calendar with `due_by` day. */
  @IntegerAtLeast(0) scheduled_days: number;

  /** Probability of recall at `now`, 0 to 1, by the time to the millisecond; 0 for a new card. */
  @Between(0, 1) retrievability_now: number;
}

export class RevisionV1Due {
  @Id() card_id: string;
  @UtcTime() due: string;

  /** Days since it was due: whole periods of 24 hours, or of the calendar with `due_by` day. */
  @AtLeast(0) overdue_days: number;

  /** Probability of recall at `now`, 0 to 1. */
  @Between(0, 1) retrievability: number;
}

export class RevisionV1Output {
  /** By card id. */
  @ListOf(RevisionV1Card, { atMost: MOST_CARDS }) cards: RevisionV1Card[];

  /** Cards to revise now, the most forgotten first. New cards are not among them. */
  @ListOf(RevisionV1Due) due_queue: RevisionV1Due[];

  /** Reviews that break a rule, in their order; with `on_invalid: skip`. */
  @ListOf(LeftOut, { optional: true }) left_out?: LeftOut[];
}
