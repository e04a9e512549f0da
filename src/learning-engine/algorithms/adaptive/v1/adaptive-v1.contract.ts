import { between, Between, Finite, IntegerAtLeast, IntegerBetween } from '../../../schema/number-rules.js';
import { MatchesSchema } from '../../../schema/rule.js';
import { IsBoolean, Id, ListOf, ObjectOf, Text, UtcTime } from '../../../schema/value-rules.js';

/** As far from 0 as `difficulty` can put abilities and difficulties: other scales than logits are rejected. */
const LOGITS = { ...between(-10, 10), reason: 'must be between -10 and 10, in logits' };

export class AdaptiveV1Learner {
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

/** A question that may be asked. */
export class AdaptiveV1Candidate {
  @Id({ title: 'Question', description: "The host's id of the question." }) item_id: string;
  @Id({ orNull: true, title: 'Concept', description: 'The concept that the question belongs to; null for none.' })
  concept_id: string | null;

  @MatchesSchema(LOGITS, {
    title: 'Difficulty',
    description: 'Difficulty of the question, on the scale of the ability.',
    unit: 'logits',
  })
  difficulty: number;

  @Between(0, 0.5, {
    optional: true,
    title: 'Guessing level',
    description: 'Probability of a right answer by guessing; 0 where it is missing.',
    unit: 'probability',
  })
  guess?: number;

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
}

/** What one learner could be asked. */
export class AdaptiveV1Input {
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

  @ObjectOf(AdaptiveV1Learner, { title: 'Learner', description: 'The learner who is asked.' })
  learner: AdaptiveV1Learner;
  @ListOf(AdaptiveV1Candidate, { atMost: 5000, title: 'Candidates', description: 'The questions that may be asked.' })
  candidates: AdaptiveV1Candidate[];
}

/**
 * What a score is made of, before weights; null where the candidate says nothing about it: then 0.5 counts as `weakness`, 0 as
 * `due`.
 */
export class AdaptiveV1Parts {
  @Between(0, 1, {
    title: 'Nearness to the target',
    description: '1 at the target probability, less away from it.',
    unit: 'score from 0 to 1',
  })
  probability: number;
  @Between(-1, 0, {
    title: 'Recency',
    description: '-1 for a question seen just now, 0 for one not seen lately.',
    unit: 'score from -1 to 0',
  })
  recency: number;
  @Between(0, 1, {
    title: 'Count',
    description: '1 for a question never answered, less with each answer.',
    unit: 'score from 0 to 1',
  })
  count: number;
  @Between(0, 1, {
    orNull: true,
    title: 'Weakness',
    description: '1 - p_known; null where it is not given, which counts as 0.5.',
    unit: 'probability',
  })
  weakness: number | null;
  @Between(0, 1, {
    orNull: true,
    title: 'Due',
    description: '1 if due, else 0; null where it is not given, which counts as 0.',
    unit: 'score from 0 to 1',
  })
  due: number | null;
}

export class AdaptiveV1Item {
  @Id({ title: 'Question', description: "The host's id of the question." }) item_id: string;

  @IntegerAtLeast(1, { title: 'Rank', description: 'Place in the list, from 1.', unit: 'position' }) rank: number;

  @Finite({ title: 'Score', description: 'Weighted sum of the parts: higher is better.', unit: 'score' }) score: number;

  @Between(0, 1, { title: 'Right answer', description: 'Probability of a right answer.', unit: 'probability' })
  p_correct: number;

  @IsBoolean({ title: 'Explored', description: 'Whether it was chosen by chance.' }) explored: boolean;

  @ObjectOf(AdaptiveV1Parts, { title: 'Parts', description: 'What the score is made of, before weights.' })
  parts: AdaptiveV1Parts;
}

export class AdaptiveV1Output {
  @ListOf(AdaptiveV1Item, {
    title: 'Questions',
    description: 'The chosen questions, in the order in which to ask them.',
  })
  items: AdaptiveV1Item[];

  @IntegerAtLeast(0, {
    title: 'Considered',
    description: 'Candidates that were not left out because they were seen lately.',
    unit: 'questions',
  })
  considered: number;

  @Text({ title: 'Seed', description: 'The seed of the input.' }) seed: string;
}
