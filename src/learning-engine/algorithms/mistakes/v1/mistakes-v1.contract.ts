import { LeftOut, ON_INVALID, type OnInvalid } from '../../../kit/judged-events.js';
import { AtLeast, Between, IntegerAtLeast, IntegerBetween } from '../../../schema/number-rules.js';
import { EventsOf, IsBoolean, Id, ListOf, ObjectOf, OneOf, UtcTime } from '../../../schema/value-rules.js';

/** An answer to a multiple-choice question, or none. */
export class MistakesV1Attempt {
  @Id() attempt_id: string;
  @Id() learner_id: string;

  /** One of the questions. */
  @Id() question_id: string;

  /** The chosen option, from 1; null for no answer. */
  @IntegerAtLeast(1, { orNull: true }) option: number | null;

  /** Not after `now`. */
  @UtcTime() at: string;

  /** Orders attempts of one instant; a missing one comes first. Without it ids decide, those of digits as numbers. */
  @IntegerAtLeast(0, { optional: true }) sequence?: number;

  /** Must agree with the key. */
  @IsBoolean({ optional: true }) correct?: boolean;
}

export class MistakesV1Question {
  @Id() question_id: string;

  /** Of all questions together, some 11,000: each wrong option takes 350 bytes and the id, and all may take 4 MiB. */
  @IntegerBetween(2, 20) option_count: number;

  /** The right option, 1 to `option_count`. */
  @IntegerAtLeast(1) key_option: number;
}

/** Answers of many learners. */
export class MistakesV1Input {
  /** The end of the lookback. */
  @UtcTime() now: string;

  /**
   * Those before the lookback are not counted. At most 100,000 pairs of mistakes may be made by
   * `min_frequency` learners or more.
   */
  @EventsOf(MistakesV1Attempt, { atMost: 100_000 }) attempts: MistakesV1Attempt[];

  @ListOf(MistakesV1Question, { atMost: 2000 }) questions: MistakesV1Question[];

  /** What becomes of attempts that break a rule: `refuse` (the default) all, or `skip` those, which are then in `left_out`. */
  @OneOf(ON_INVALID, { optional: true }) on_invalid?: OnInvalid;
}

/** A wrong option of a question. Shares, bounds and probabilities are from 0 to 1; null is what cannot be said. */
export class MistakesV1Distractor {
  @Id() question_id: string;
  @IntegerAtLeast(1) option: number;

  /** Learners who chose it. */
  @IntegerAtLeast(0) count: number;

  /** Learners who answered the question. */
  @IntegerAtLeast(0) answered: number;

  /** Learners who chose any wrong option of it. */
  @IntegerAtLeast(0) wrong: number;

  @Between(0, 1, { orNull: true }) share: number | null;
  @Between(0, 1, { orNull: true }) share_of_wrong: number | null;

  /** Wilson's interval of `share_of_wrong`. */
  @Between(0, 1, { orNull: true }) wilson_low: number | null;
  @Between(0, 1, { orNull: true }) wilson_high: number | null;

  /** Probability of at least `count` if all wrong options were equally attractive. */
  @Between(0, 1) uniform_tail: number;

  /** Pearson's correlation of choosing it with the number of right answers to other questions, -1 to 1. */
  @Between(-1, 1, { orNull: true }) rest_correlation: number | null;

  /** Whether at least 5 % of those who answered choose it. */
  @IsBoolean() working: boolean;

  /** Whether it attracts more of the wrong answers than chance explains. False where this option casts doubt on the key. */
  @IsBoolean() common_mistake: boolean;

  /**
   * Whether the key may be wrong and this option right: good learners choose it rather than the key, or no learner chose
   * the key and most chose this option.
   */
  @IsBoolean() suspect_key: boolean;
}

export class MistakesV1Mistake {
  @Id() question_id: string;
  @IntegerAtLeast(1) option: number;
}

/** Two mistakes on different questions that go together, among the learners who answered both questions. */
export class MistakesV1Pair {
  @ObjectOf(MistakesV1Mistake) a: MistakesV1Mistake;
  @ObjectOf(MistakesV1Mistake) b: MistakesV1Mistake;

  /** Learners who made both, only the first, only the second, neither. */
  @IntegerAtLeast(0) n11: number;
  @IntegerAtLeast(0) n10: number;
  @IntegerAtLeast(0) n01: number;
  @IntegerAtLeast(0) n00: number;

  /** Share of learners who made both. */
  @Between(0, 1) support: number;

  /** Of those who made `a`, the share who made `b`. */
  @Between(0, 1) confidence: number;

  /** How many times as many made both as by chance. */
  @AtLeast(0) lift: number;

  @Between(0, 1) cosine: number;

  /** Confidence minus the share of `b`. */
  @Between(-1, 1) added_value: number;

  @Between(-1, 1, { orNull: true }) phi: number | null;

  /** Fisher's exact test, one-sided: probability of at least n11 by chance. */
  @Between(0, 1) p_value: number;

  /** Rate of false discoveries if this pair and all with smaller p are taken: Benjamini & Hochberg. */
  @Between(0, 1) q_value: number;
}

export class MistakesV1Suspect {
  @Id() question_id: string;

  /** The option that may be right. */
  @IntegerAtLeast(1) option: number;

  /** Learners who chose it. */
  @IntegerAtLeast(0) count: number;

  /** Pearson's correlation of choosing it with the number of right answers to other questions; null without variance. */
  @Between(-1, 1, { orNull: true }) rest_correlation: number | null;

  /** Learners who answered the question, and how many of them chose its key. */
  @IntegerAtLeast(0) answered: number;
  @IntegerAtLeast(0) key_count: number;

  /** Upper bound of Wilson's interval of the key's share of the answers. By guessing it has 1 / `option_count`. */
  @Between(0, 1) key_wilson_high: number;

  /** The same correlation of the key. */
  @Between(-1, 1, { orNull: true }) key_rest_correlation: number | null;
}

export class MistakesV1Output {
  /** By question id and option; options that were never chosen are among them. */
  @ListOf(MistakesV1Distractor) distractors: MistakesV1Distractor[];

  /** By lift, the highest first. */
  @ListOf(MistakesV1Pair) pairs: MistakesV1Pair[];

  /** By question id and option. */
  @ListOf(MistakesV1Suspect) suspects: MistakesV1Suspect[];

  /** Attempts that break a rule, in their order; with `on_invalid: skip`. */
  @ListOf(LeftOut, { optional: true }) left_out?: LeftOut[];
}
