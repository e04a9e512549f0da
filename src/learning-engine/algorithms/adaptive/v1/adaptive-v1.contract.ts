import { between, Between, Finite, IntegerAtLeast, IntegerBetween } from '../../../schema/number-rules.js';
import { MatchesSchema } from '../../../schema/rule.js';
import { IsBoolean, Id, ListOf, ObjectOf, Text, UtcTime } from '../../../schema/value-rules.js';

/** As far from 0 as `difficulty` can put abilities and difficulties: other scales than logits are refused. */
const LOGITS = { ...between(-10, 10), reason: 'must be between -10 and 10, in logits' };

export class AdaptiveV1Learner {
  /** Ability, in logits, -10 to 10; 0 for a new learner. */
  @MatchesSchema(LOGITS) theta: number;

  /** Share of right answers lately, which shifts the target; null or a number over enough answers. */
  @Between(0, 1, { orNull: true }) rolling_success: number | null;
}

/** A question that may be asked. */
export class AdaptiveV1Candidate {
  @Id() item_id: string;
  @Id({ orNull: true }) concept_id: string | null;

  /** In logits, -10 to 10. */
  @MatchesSchema(LOGITS) difficulty: number;

  /** Probability of a right answer by guessing, 0 to 0.5; 0 if not given. */
  @Between(0, 0.5, { optional: true }) guess?: number;

  /** This learner's answers to it so far. */
  @IntegerAtLeast(0) answers: number;

  /** When this learner saw it last; not after `now`. Null if never, or where it is not known. */
  @UtcTime({ orNull: true }) last_seen_at: string | null;

  /** P(the learner knows the skill), 0 to 1. Without it 0.5 counts: a skill that was never practised is before a mastered one. */
  @Between(0, 1, { optional: true }) p_known?: number;

  /** Whether it is due for revision; without it, it is not. */
  @IsBoolean({ optional: true }) due?: boolean;
}

/** What one learner could be asked. */
export class AdaptiveV1Input {
  /** Decides, with the seed, what is chosen by chance: each request draws anew. */
  @UtcTime() now: string;

  /** Decides, with `now`, what is chosen by chance: for example the learner's id. The same input gives the same choice. */
  @Text() seed: string;

  /** How many questions to choose; of fewer candidates, all are chosen. */
  @IntegerBetween(1, 200) count: number;

  @ObjectOf(AdaptiveV1Learner) learner: AdaptiveV1Learner;
  @ListOf(AdaptiveV1Candidate, { atMost: 5000 }) candidates: AdaptiveV1Candidate[];
}

/**
 * What a score is made of, before weights; null where the candidate says nothing about it: then 0.5 counts as `weakness`, 0 as
 * `due`.
 */
export class AdaptiveV1Parts {
  @Between(0, 1) probability: number;
  @Between(-1, 0) recency: number;
  @Between(0, 1) count: number;
  @Between(0, 1, { orNull: true }) weakness: number | null;
  @Between(0, 1, { orNull: true }) due: number | null;
}

export class AdaptiveV1Item {
  @Id() item_id: string;

  /** From 1, in the order of the list. */
  @IntegerAtLeast(1) rank: number;

  @Finite() score: number;

  /** P(right answer), 0 to 1. */
  @Between(0, 1) p_correct: number;

  /** Whether it was chosen by chance. */
  @IsBoolean() explored: boolean;

  @ObjectOf(AdaptiveV1Parts) parts: AdaptiveV1Parts;
}

export class AdaptiveV1Output {
  @ListOf(AdaptiveV1Item) items: AdaptiveV1Item[];

  /** Candidates that were not left out because they were seen lately. */
  @IntegerAtLeast(0) considered: number;

  @Text() seed: string;
}
