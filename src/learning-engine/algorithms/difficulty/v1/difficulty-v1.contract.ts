import { AtLeast, Between, Finite, IntegerAtLeast } from '../../../contracts/number-rules.js';
import { Derived, Flag, Id, ListOf, ListOfValues, NotBoth, UtcTime } from '../../../contracts/value-rules.js';

const zeroOrOne = { enum: [0, 1] };
const ZERO_OR_ONE = 'must be a list of 0 and 1';

/** What is known of an item. An output's item can be passed back as it is. */
export class DifficultyV1Item {
  @Id() item_id: string;

  /** b, in logits: higher is harder. */
  @Finite() difficulty: number;

  /** Answers so far that could move b. */
  @IntegerAtLeast(0) answers: number;

  /** Information of those answers about b, in 1/logit². */
  @AtLeast(0) info: number;

  /** Results of the last first attempts, the newest last: 1 right, 0 wrong. */
  @ListOfValues(zeroOrOne, ZERO_OR_ONE) recent: number[];

  @Derived() se?: unknown;
  @Derived() p_value_window?: unknown;
  @Derived() provisional?: unknown;
}

export class DifficultyV1Learner {
  @Id() learner_id: string;

  /** Ability, in logits. */
  @Finite() theta: number;

  /** Answers so far. */
  @IntegerAtLeast(0) answers: number;

  /** When the last of them was given. */
  @UtcTime({ orNull: true }) last_at: string | null;
}

/** One answer. */
@NotBoth('guess', 'option_count')
export class DifficultyV1Event {
  @Id() event_id: string;
  @Id() learner_id: string;
  @Id() item_id: string;
  @Flag() correct: boolean;
  @UtcTime() at: string;

  /** Probability of a right answer by guessing, 0 to 0.5; 0 if neither this nor `option_count` is given. */
  @Between(0, 0.5, { optional: true }) guess?: number;

  /** Options of a multiple-choice question: guessing succeeds once in so many times. */
  @IntegerAtLeast(2, { optional: true }) option_count?: number;

  /** Whether the learner had not seen the item before. Without it, the first answer in this input counts as the first. */
  @Flag({ optional: true }) first_attempt?: boolean;
}

/** Answers of many learners to many items. */
export class DifficultyV1Input {
  /** An item that is not listed starts at 0. */
  @ListOf(DifficultyV1Item, { atMost: 10_000 }) items: DifficultyV1Item[];

  /** A learner who is not listed starts at 0. */
  @ListOf(DifficultyV1Learner, { atMost: 10_000 }) learners: DifficultyV1Learner[];

  @ListOf(DifficultyV1Event, { atMost: 10_000 }) events: DifficultyV1Event[];
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
  @Flag() provisional: boolean;
}

export class DifficultyV1Output {
  /** By item id. */
  @ListOf(DifficultyV1ItemEstimate) items: DifficultyV1ItemEstimate[];

  /** By learner id. */
  @ListOf(DifficultyV1Learner) learners: DifficultyV1Learner[];
}
