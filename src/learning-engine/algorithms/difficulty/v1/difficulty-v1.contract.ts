import { LeftOut, ON_INVALID, type OnInvalid } from '../../../kit/judged-events.js';
import { AtLeast, Between, Finite, IntegerAtLeast } from '../../../schema/number-rules.js';
import {
  Passthrough,
  EventsOf,
  IsBoolean,
  Id,
  ListOf,
  ListOfValues,
  NotBoth,
  OneOf,
  UtcTime,
} from '../../../schema/value-rules.js';

/** Items, and learners, of an input, and of an output: it can be passed back. */
export const MOST_ITEMS = 10_000;
export const MOST_LEARNERS = 10_000;

const zeroOrOne = { enum: [0, 1] };
const ZERO_OR_ONE = 'must be a list of 0 and 1';

/** What is known of an item. An output's item can be passed back as it is. */
export class DifficultyV1Item {
  @Id() item_id: string;

  /** b, in logits: higher is harder. Within `b_clamp` of 0. */
  @Finite() difficulty: number;

  /** Answers so far that could move b. At 2^53 - 1 this and `info` stay. */
  @IntegerAtLeast(0) answers: number;

  /** Information of those answers about b, in 1/logit²: at most 0.25 each. */
  @AtLeast(0) info: number;

  /** Results of the last first attempts, the newest last: 1 right, 0 wrong. No more than `answers`. */
  @ListOfValues(zeroOrOne, ZERO_OR_ONE) recent: number[];

  @Passthrough() se?: unknown;
  @Passthrough() p_value_window?: unknown;
  @Passthrough() provisional?: unknown;
}

export class DifficultyV1Learner {
  @Id() learner_id: string;

  /** Ability, in logits. Within `b_clamp` of 0. */
  @Finite() theta: number;

  /** Answers so far. It stays at 2^53 - 1. */
  @IntegerAtLeast(0) answers: number;

  /** When the last of them was given; null without any, or where it is not known. */
  @UtcTime({ orNull: true }) last_at: string | null;

  /** `sequence` of the last one; null if it had none. */
  @IntegerAtLeast(0, { optional: true, orNull: true }) last_sequence?: number | null;

  /** Id of the last one. Without it no further answer of that instant is taken. */
  @Id({ optional: true, orNull: true }) last_event_id?: string | null;
}

/** One answer. */
@NotBoth('guess', 'option_count')
export class DifficultyV1Event {
  @Id() event_id: string;
  @Id() learner_id: string;
  @Id() item_id: string;
  @IsBoolean() correct: boolean;

  /** After the learner's last answer, by `at`, then `sequence`, then `event_id`. */
  @UtcTime() at: string;

  /** Orders answers of one instant; a missing one comes first. Without it ids decide, those of digits as numbers. */
  @IntegerAtLeast(0, { optional: true }) sequence?: number;

  /** Probability of a right answer by guessing, 0 to 0.5; 0 if neither this nor `option_count` is given. */
  @Between(0, 0.5, { optional: true }) guess?: number;

  /** Options of a multiple-choice question: guessing succeeds once in so many times. */
  @IntegerAtLeast(2, { optional: true }) option_count?: number;

  /** Whether the learner had not seen the item before. Without it, the first answer in this input counts as the first. */
  @IsBoolean({ optional: true }) first_attempt?: boolean;
}

/** Answers of many learners to many items. */
export class DifficultyV1Input {
  /** An item that is not listed starts at 0. */
  @ListOf(DifficultyV1Item, { atMost: MOST_ITEMS }) items: DifficultyV1Item[];

  /** A learner who is not listed starts at 0. */
  @ListOf(DifficultyV1Learner, { atMost: MOST_LEARNERS }) learners: DifficultyV1Learner[];

  /** With those of `items` and `learners` they are of at most 10,000 items and 10,000 learners. */
  @EventsOf(DifficultyV1Event, { atMost: 10_000 }) events: DifficultyV1Event[];

  /** No answer is later, and no learner's last one: send it to keep answers of a wrong clock out. */
  @UtcTime({ optional: true }) now?: string;

  /** What becomes of answers that break a rule: `refuse` (the default) all, or `skip` those, which are then in `left_out`. */
  @OneOf(ON_INVALID, { optional: true }) on_invalid?: OnInvalid;
}

export class DifficultyV1ItemEstimate {
  @Id() item_id: string;

  /** b, in logits: higher is harder. */
  @Finite() difficulty: number;

  /** Standard error of b, in logits, 0 to 1. */
  @Between(0, 1) se: number;

  @IntegerAtLeast(0) answers: number;
  @AtLeast(0) info: number;
  @ListOfValues(zeroOrOne, ZERO_OR_ONE) recent: number[];

  /** Share of right answers among `recent`; null without any. */
  @Between(0, 1, { orNull: true }) p_value_window: number | null;

  /** Whether there are too few answers to rely on b. */
  @IsBoolean() provisional: boolean;
}

/** A learner after the answers. */
export class DifficultyV1LearnerEstimate {
  @Id() learner_id: string;

  /** Ability, in logits. */
  @Finite() theta: number;

  @IntegerAtLeast(0) answers: number;
  @UtcTime({ orNull: true }) last_at: string | null;
  @IntegerAtLeast(0, { orNull: true }) last_sequence: number | null;
  @Id({ orNull: true }) last_event_id: string | null;
}

export class DifficultyV1Output {
  /** By item id. */
  @ListOf(DifficultyV1ItemEstimate, { atMost: MOST_ITEMS }) items: DifficultyV1ItemEstimate[];

  /** By learner id. */
  @ListOf(DifficultyV1LearnerEstimate, { atMost: MOST_LEARNERS }) learners: DifficultyV1LearnerEstimate[];

  /** Answers that break a rule, in their order; with `on_invalid: skip`. */
  @ListOf(LeftOut, { optional: true }) left_out?: LeftOut[];
}
