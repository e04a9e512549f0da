import { AtLeast, Between, Finite, IntegerAtLeast } from '../../../schema/number-rules.js';
import { IsBoolean, Id, ListOf, ObjectOf, OneOf, Text } from '../../../schema/value-rules.js';

/**
 * What a score is made of, before weights; null where the candidate says nothing about it: then 0.5 counts as `weakness`, 0 as
 * `due`.
 */
export class AdaptiveV2Parts {
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

export class AdaptiveV2Item {
  @Id({ title: 'Question', description: "The host's id of the question." }) item_id: string;

  @IntegerAtLeast(1, { title: 'Rank', description: 'Place in the list, from 1.', unit: 'position' }) rank: number;

  @Finite({
    title: 'Score',
    description: 'Higher is better. To practise: the weighted sum of the parts; to measure: the information.',
    unit: 'score',
  })
  score: number;

  @Between(0, 1, { title: 'Right answer', description: 'Probability of a right answer.', unit: 'probability' })
  p_correct: number;

  @IsBoolean({
    title: 'Explored',
    description: 'Whether it was chosen by chance. To measure: whether chance passed over a better one.',
  })
  explored: boolean;

  @ObjectOf(AdaptiveV2Parts, {
    optional: true,
    title: 'Parts',
    description: 'What the score is made of, before weights. Only to practise.',
  })
  parts?: AdaptiveV2Parts;
}

/** The ability after the answers so far, and how sure it is. */
export class AdaptiveV2Measurement {
  @Between(-4, 4, {
    title: 'Ability',
    description:
      'Mean of what the answers leave possible, before which abilities are normal with mean 0 and deviation 1.',
    unit: 'logits',
  })
  theta: number;
  @AtLeast(0, { title: 'Standard error', description: 'Standard deviation of the same.', unit: 'logits' }) se: number;

  @Finite({ title: 'Lower bound', description: 'Lower end of the 95 % interval of the ability.', unit: 'logits' })
  theta_low: number;
  @Finite({ title: 'Upper bound', description: 'Upper end of the 95 % interval of the ability.', unit: 'logits' })
  theta_high: number;

  @IntegerAtLeast(0, { title: 'Answers', description: 'Answers that it rests on.', unit: 'answers' }) answers: number;

  @IsBoolean({ title: 'Done', description: 'Whether the test can end. Then no question is chosen.' }) done: boolean;

  @OneOf(['precise', 'long', 'empty'], {
    optional: true,
    title: 'Reason',
    description: 'Why it is done: precise enough, long enough, or no question is left.',
  })
  reason?: 'precise' | 'long' | 'empty';
}

export class AdaptiveV2Output {
  @ListOf(AdaptiveV2Item, {
    title: 'Questions',
    description: 'The chosen questions, in the order in which to ask them.',
  })
  items: AdaptiveV2Item[];

  @IntegerAtLeast(0, {
    title: 'Considered',
    description: 'Candidates that were not left out because they were seen lately, or by too many.',
    unit: 'questions',
  })
  considered: number;

  @Text({ title: 'Seed', description: 'The seed of the input.' }) seed: string;

  @ObjectOf(AdaptiveV2Measurement, {
    optional: true,
    title: 'Measurement',
    description: 'The ability after the answers so far. Only to measure.',
  })
  measurement?: AdaptiveV2Measurement;
}
