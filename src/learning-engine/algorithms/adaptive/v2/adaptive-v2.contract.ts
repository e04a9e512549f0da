import { AboveUpTo, between, Between, IntegerAtLeast, IntegerBetween } from '../../../schema/number-rules.js';
import { MatchesSchema } from '../../../schema/rule.js';
import { IsBoolean, Id, ListOf, ObjectOf, OneOf, Text, UtcTime } from '../../../schema/value-rules.js';

/** As far from 0 as `difficulty` can put abilities and difficulties: other scales than logits are rejected. */
const LOGITS = { ...between(-10, 10), reason: 'must be between -10 and 10, in logits' };

/** `practice`: questions at a target rate of success. `measure`: those that tell most about the ability. */
export type AdaptiveV2Purpose = 'practice' | 'measure';

export class AdaptiveV2Learner {
  @MatchesSchema(LOGITS, { title: 'Ability', description: 'Ability of the learner; 0 for a new one.', unit: 'logits' })
  theta: number;

  @Between(0, 1, {
    orNull: true,
    title: 'Recent success',
    description: 'Share of right answers lately, which shifts the target; null where there are too few answers.',
    unit: 'share',
  })
  rolling_success: number | null;
}

/** What is known of a question. */
export class AdaptiveV2Question {
  @Id({ title: 'Question', description: "The host's id of the question." }) item_id: string;
  @Id({ orNull: true, title: 'Concept', description: 'The concept that the question belongs to; null for none.' })
  concept_id: string | null;

  @MatchesSchema(LOGITS, {
    title: 'Difficulty',
    description: 'Difficulty of the question, on the scale of the ability.',
    unit: 'logits',
  })
  difficulty: number;

  @AboveUpTo(0, 10, {
    optional: true,
    title: 'Discrimination',
    description: 'How sharply the question tells abilities apart; 1 where it is missing.',
    unit: 'per logit',
  })
  discrimination?: number;

  @Between(0, 0.5, {
    optional: true,
    title: 'Guessing level',
    description: 'Probability of a right answer by guessing; 0 where it is missing.',
    unit: 'probability',
  })
  guess?: number;
}

/** An answer of the test that is going on. */
export class AdaptiveV2Response extends AdaptiveV2Question {
  @IsBoolean({ title: 'Correct', description: 'Whether the answer was right.' }) correct: boolean;
}

/** A question that may be asked. */
export class AdaptiveV2Candidate extends AdaptiveV2Question {
  @IntegerAtLeast(0, {
    title: 'Answers',
    description: "This learner's answers to the question so far.",
    unit: 'answers',
  })
  answers: number;

  @UtcTime({
    orNull: true,
    title: 'Last seen',
    description: 'When this learner saw it last; not after now. Null if never, or where it is not known.',
  })
  last_seen_at: string | null;

  @Between(0, 1, {
    optional: true,
    title: 'Known',
    description: 'Probability that the learner knows the skill. Where it is missing, 0.5 counts.',
    unit: 'probability',
  })
  p_known?: number;

  @IsBoolean({
    optional: true,
    title: 'Due',
    description: 'Whether it is due for revision; where it is missing, it is not.',
  })
  due?: boolean;

  @Between(0, 1, {
    optional: true,
    title: 'Exposure',
    description:
      'Share of the tests so far that had the question; 0 where it is missing. Needed to keep questions secret.',
    unit: 'share',
  })
  exposure?: number;
}

export class AdaptiveV2ConceptShare {
  @Id({ title: 'Concept', description: 'A concept of the candidates.' }) concept_id: string;
  @AboveUpTo(0, 1, { title: 'Share', description: 'Share of the test that it should have.', unit: 'share' })
  share: number;
}

/** What one learner could be asked. */
export class AdaptiveV2Input {
  @OneOf(['practice', 'measure'], {
    title: 'Purpose',
    description: 'practice chooses at a target rate of success; measure chooses what tells most about the ability.',
  })
  purpose: AdaptiveV2Purpose;

  @UtcTime({ title: 'Now', description: 'Decides, with the seed, what is chosen by chance: each request draws anew.' })
  now: string;

  @Text({
    title: 'Seed',
    description:
      "Decides, with now, what is chosen by chance: the learner's id, for example. The same input gives the same choice.",
  })
  seed: string;

  @IntegerBetween(1, 200, {
    title: 'Count',
    description: 'How many questions to choose; of fewer candidates, all are chosen.',
    unit: 'questions',
  })
  count: number;

  @ObjectOf(AdaptiveV2Learner, {
    optional: true,
    title: 'Learner',
    description: 'The learner who practises. Only to practise, and then needed.',
  })
  learner?: AdaptiveV2Learner;

  @ListOf(AdaptiveV2Response, {
    optional: true,
    atMost: 1000,
    title: 'Responses',
    description:
      'The answers of this test so far, from which the ability follows. Only to measure; none where missing.',
  })
  responses?: AdaptiveV2Response[];

  @ListOf(AdaptiveV2ConceptShare, {
    optional: true,
    atMost: 1000,
    title: 'Shares of concepts',
    description: 'What each concept should have of the test. Only to measure; where missing, what it has of the bank.',
  })
  concept_shares?: AdaptiveV2ConceptShare[];

  @ListOf(AdaptiveV2Candidate, { atMost: 5000, title: 'Candidates', description: 'The questions that may be asked.' })
  candidates: AdaptiveV2Candidate[];
}
