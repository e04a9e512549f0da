import { AtLeast, Between, IntegerAtLeast, IntegerBetween } from '../../../contracts/number-rules.js';
import { Derived, ExactlyOne, Flag, Id, ListOf, OneOf, UtcTime } from '../../../contracts/value-rules.js';
import { CARD_STATES, type CardState } from './revision-v1.scheduler.js';

/** A learner's memory of one card. */
export class RevisionV1Memory {
  @Id() card_id: string;

  /** `New` until the first review. */
  @OneOf(CARD_STATES) state: CardState;

  /** S: days until the probability of recall falls to 0.9, 0.001 to 36,500; 0 for a new card. */
  @Between(0, 36500) stability: number;

  /** D, 1 to 10; 0 for a new card. */
  @Between(0, 10) difficulty: number;

  @UtcTime() due: string;
  @UtcTime({ orNull: true }) last_review: string | null;

  /** Reviews so far. */
  @IntegerAtLeast(0) reps: number;

  /** How often it was forgotten. */
  @IntegerAtLeast(0) lapses: number;

  /** Learning steps taken. */
  @IntegerAtLeast(0) learning_steps: number;
}

/** A card as it is handed in. An output's card can be passed back as it is. */
export class RevisionV1CardState extends RevisionV1Memory {
  @Derived() scheduled_days?: unknown;
  @Derived() retrievability_now?: unknown;
}

/** One review, with either a grade or a plain result. */
@ExactlyOne('rating', 'correct')
export class RevisionV1Review {
  @Id() review_id: string;
  @Id() card_id: string;

  /** Not after `now`. */
  @UtcTime() at: string;

  /** 1 Again, 2 Hard, 3 Good, 4 Easy. */
  @IntegerBetween(1, 4, { optional: true }) rating?: 1 | 2 | 3 | 4;

  /** Wrong counts as 1 Again, right as 3 Good. */
  @Flag({ optional: true }) correct?: boolean;
}

/** Reviews of one learner. */
export class RevisionV1Input {
  @UtcTime() now: string;

  /** A reviewed card that is not listed starts as new. */
  @ListOf(RevisionV1CardState, { atMost: 10_000 }) cards: RevisionV1CardState[];

  @ListOf(RevisionV1Review, { atMost: 10_000 }) reviews: RevisionV1Review[];

  /**
   * What to add to a time to have it in the learner's days, -1440 to 1440; default 0, which is UTC. For a learner at UTC-5
   * whose day begins at four it is -300 - 240 = -540.
   */
  @IntegerBetween(-1440, 1440, { optional: true }) day_offset_minutes?: number;
}

/** A card after the reviews. */
export class RevisionV1Card extends RevisionV1Memory {
  /** Whole days from the last review until the card is due. */
  @IntegerAtLeast(0) scheduled_days: number;

  /** Probability of recall now, 0 to 1; 0 for a new card. */
  @Between(0, 1) retrievability_now: number;
}

export class RevisionV1Due {
  @Id() card_id: string;
  @UtcTime() due: string;

  /** Whole periods of 24 hours since it was due. */
  @AtLeast(0) overdue_days: number;

  /** Probability of recall now, 0 to 1. */
  @Between(0, 1) retrievability: number;
}

export class RevisionV1Output {
  /** By card id. */
  @ListOf(RevisionV1Card) cards: RevisionV1Card[];

  /** Cards to revise now, the most forgotten first. New cards are not among them. */
  @ListOf(RevisionV1Due) due_queue: RevisionV1Due[];
}
