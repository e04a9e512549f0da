import { CARD_STATES, type CardState } from './scheduler.js';
import { Between, IntegerAtLeast, IntegerBetween } from '../../schema/number-rules.js';
import { type FieldDecorator, type FieldOptions } from '../../schema/rule.js';
import { Passthrough, Id, OneOf, UtcTime } from '../../schema/value-rules.js';

/** Cards of an input, and of an output: it can be passed back. */
export const MOST_CARDS = 10_000;

/** Minutes from UTC to a learner's days. */
export const DayOffset = (options?: FieldOptions): FieldDecorator<number> => IntegerBetween(-1440, 1440, options);

/** A learner's memory of one card. */
export class FsrsMemory {
  @Id({ title: 'Card', description: "The host's id of the card." }) card_id: string;

  @OneOf(CARD_STATES, { title: 'State', description: 'New until the first review, and after the action forget.' })
  state: CardState;

  @Between(0, 36500, {
    title: 'Stability',
    description: 'S: days until the probability of recall falls to 0.9, at least 0.001; 0 for a new card.',
    unit: 'days',
  })
  stability: number;

  @Between(0, 10, {
    title: 'Difficulty',
    description: 'D, 1 (easy) to 10 (hard); 0 for a new card.',
    unit: 'scale of 1 to 10',
  })
  difficulty: number;

  @UtcTime({ title: 'Due', description: 'When the card is due.' }) due: string;
  @UtcTime({
    orNull: true,
    title: 'Last review',
    description: 'When the card was reviewed last; null before the first review.',
  })
  last_review: string | null;

  @DayOffset({
    optional: true,
    orNull: true,
    title: 'Day offset',
    description:
      "Offset of the learner's days at the last review; null before the first. Where it is missing, that of the input.",
    unit: 'minutes',
  })
  day_offset_minutes?: number | null;

  @UtcTime({
    optional: true,
    orNull: true,
    title: 'Last event at',
    description: 'When the last event was: a review or an action. Where it is missing, last_review.',
  })
  last_at?: string | null;

  @IntegerAtLeast(0, {
    optional: true,
    orNull: true,
    title: 'Last sequence',
    description: 'Sequence of the last event; null if it had none.',
    unit: 'position',
  })
  last_sequence?: number | null;

  @Id({
    optional: true,
    orNull: true,
    title: 'Last event id',
    description: 'Id of the last event. Without it no further event of that instant is taken.',
  })
  last_review_id?: string | null;

  @IntegerAtLeast(0, {
    title: 'Reviews',
    description: 'Reviews so far. At 2^53 - 1 this and lapses stay.',
    unit: 'reviews',
  })
  reps: number;

  @IntegerAtLeast(0, {
    title: 'Lapses',
    description: 'How often the card was forgotten: fewer times than it was reviewed.',
    unit: 'reviews',
  })
  lapses: number;

  @IntegerAtLeast(0, {
    title: 'Learning step',
    description: 'The step that the card is at, from 0: less than the number of learning or relearning steps.',
    unit: 'steps',
  })
  learning_steps: number;
}

/** A card as it is handed in. An output's card can be passed back as it is. */
export class FsrsCardState extends FsrsMemory {
  @Passthrough({ title: 'Scheduled days', description: 'Of an output; it is not read.' }) scheduled_days?: unknown;
  @Passthrough({ title: 'Recall now', description: 'Of an output; it is not read.' }) retrievability_now?: unknown;
}
