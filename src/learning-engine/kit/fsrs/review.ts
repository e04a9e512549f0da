import { ON_INVALID, type OnInvalid } from '../judged-events.js';
import { IntegerAtLeast, IntegerBetween } from '../../schema/number-rules.js';
import { FieldsMatchSchema, MatchesSchema } from '../../schema/rule.js';
import { EventsOf, ExactlyOne, IsBoolean, Id, ListOf, NotBoth, OneOf, UtcTime } from '../../schema/value-rules.js';
import { DayOffset, MOST_CARDS, FsrsCardState } from './memory.js';

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
export class FsrsReview {
  @Id({ title: 'Review id', description: "The host's id of the review or action. Sent twice, it counts once." })
  review_id: string;
  @Id({ title: 'Card', description: "The host's id of the card." }) card_id: string;

  @UtcTime({
    title: 'Reviewed at',
    description: 'Not after now, and after the last event of the card by at, then sequence, then review_id.',
  })
  at: string;

  @IntegerAtLeast(0, {
    optional: true,
    title: 'Sequence',
    description:
      'Orders events of one instant; a missing one comes first. Without it ids decide, those of digits as numbers.',
    unit: 'position',
  })
  sequence?: number;

  @MatchesSchema(
    {
      schema: { type: 'integer', minimum: 1, maximum: 4 },
      reason: 'must be an integer between 1 and 4: what was done by hand (0 in Anki) has an action and no rating',
    },
    { optional: true, title: 'Rating', description: '1 Again, 2 Hard, 3 Good, 4 Easy.', unit: 'grade' },
  )
  rating?: 1 | 2 | 3 | 4;

  @IsBoolean({
    optional: true,
    title: 'Correct',
    description: 'A plain result: wrong counts as 1 Again, right as 3 Good.',
  })
  correct?: boolean;

  @OneOf(ACTIONS, {
    optional: true,
    title: 'Action',
    description: 'forget: the card is new again and keeps its counts. set_due: it is due at due and keeps its memory.',
  })
  action?: 'forget' | 'set_due';

  @UtcTime({
    optional: true,
    title: 'New due time',
    description: 'With the action set_due: when the card is to be due, not before at.',
  })
  due?: string;

  @DayOffset({
    optional: true,
    title: 'Day offset',
    description: "Offset of the learner's days at this review, in place of that of the input.",
    unit: 'minutes',
  })
  day_offset_minutes?: number;
}

/** Reviews of one learner. */
@NotBoth('time_zone', 'day_offset_minutes')
@FieldsMatchSchema({
  schema: { dependentRequired: { day_starts_at: ['time_zone'] } },
  reason: 'must have time_zone with day_starts_at: a day_offset_minutes holds the hour as well',
})
export class FsrsInput {
  @UtcTime({ title: 'Now', description: 'The instant for which the output is computed. No event is later.' })
  now: string;

  @ListOf(FsrsCardState, {
    atMost: MOST_CARDS,
    title: 'Cards',
    description: 'The cards as they were. A reviewed card that is not listed starts as new.',
  })
  cards: FsrsCardState[];

  @EventsOf(FsrsReview, {
    atMost: 10_000,
    title: 'Reviews',
    description: 'Reviews of one learner. With those of cards they are of at most 10,000 cards.',
  })
  reviews: FsrsReview[];

  @OneOf(ON_INVALID, {
    optional: true,
    title: 'Invalid reviews',
    description:
      'What becomes of reviews that break a rule: refuse (the default) rejects the input, skip leaves them out.',
  })
  on_invalid?: OnInvalid;

  @DayOffset({
    optional: true,
    title: 'Day offset',
    description: "What to add to a time to have it in the learner's days; default 0, which is UTC.",
    unit: 'minutes',
  })
  day_offset_minutes?: number;

  @MatchesSchema(
    {
      schema: { type: 'string', maxLength: 64, pattern: '^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$' },
      reason: 'must be an IANA time zone such as America/New_York',
    },
    {
      optional: true,
      title: 'Time zone',
      description: 'IANA time zone of the learner, in place of an offset: daylight saving is then counted.',
    },
  )
  time_zone?: string;

  @IntegerBetween(0, 12, {
    optional: true,
    title: 'Start of the day',
    description: "Hour of the learner's clock at which the day begins; default 0.",
    unit: 'hours',
  })
  day_starts_at?: number;

  @OneOf(['time', 'day'], {
    optional: true,
    title: 'Due by',
    description:
      'time (the default): due so many times 24 hours after the review. day: due when that day of the learner begins.',
  })
  due_by?: 'time' | 'day';
}
