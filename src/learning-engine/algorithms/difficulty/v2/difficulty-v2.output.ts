import { AtLeast, Between, Finite, IntegerAtLeast } from '../../../schema/number-rules.js';
import { IsBoolean, Id, ListOf, ObjectOf, OneOf } from '../../../schema/value-rules.js';
import { MOST_ITEMS, MOST_LEARNERS } from './difficulty-v2.contract.js';

export type DifficultyV2Status =
  'estimated' | 'unanswered' | 'all_right' | 'all_wrong' | 'alone' | 'apart' | 'unbounded';

/** How an item's difficulty changed from the earlier half of its answers to the later half. */
export class DifficultyV2Drift {
  @Finite({
    title: 'Change',
    description: 'Difficulty in the later half less that in the earlier one, beyond what all items have in common.',
    unit: 'logits',
  })
  change: number;

  @AtLeast(0, { title: 'Standard error', description: 'Standard error of the change.', unit: 'logits' }) se: number;
  @Between(0, 1, { title: 'p', description: 'Probability of such a change by chance.', unit: 'probability' })
  p_value: number;
  @Between(0, 1, { title: 'q', description: 'p, corrected for the number of items.', unit: 'probability' })
  q_value: number;

  @OneOf(['stable', 'harder', 'easier'], {
    title: 'Verdict',
    description: 'stable where q is above fdr. An item that became easier may have leaked.',
  })
  verdict: 'stable' | 'harder' | 'easier';
}

export class DifficultyV2ItemEstimate {
  @Id({ title: 'Item', description: "The host's id of the item." }) item_id: string;

  @OneOf(['estimated', 'unanswered', 'all_right', 'all_wrong', 'alone', 'apart', 'unbounded'], {
    title: 'Status',
    description:
      'estimated, or why not: unanswered; all answers right or all wrong; alone, the only item that can be estimated; apart, in a smaller group of items that no learner links with the largest; unbounded, the answers put no bound to it.',
  })
  status: DifficultyV2Status;

  @Between(-10, 10, { orNull: true, title: 'Difficulty', description: 'b: higher is harder.', unit: 'logits' })
  difficulty: number | null;
  @AtLeast(0, { orNull: true, title: 'Standard error', description: 'Standard error of b.', unit: 'logits' })
  se: number | null;

  @Between(0, 10, {
    orNull: true,
    title: 'Discrimination',
    description: 'a: how sharply the item tells abilities apart.',
    unit: '1/logit',
  })
  discrimination: number | null;
  @AtLeast(0, {
    orNull: true,
    title: 'Error of the discrimination',
    description: 'Standard error of a.',
    unit: '1/logit',
  })
  discrimination_se: number | null;
  @IsBoolean({
    title: 'Own discrimination',
    description: 'Whether a is of this item alone, or that of all items with few answers.',
  })
  own_discrimination: boolean;

  @IntegerAtLeast(0, { title: 'Answers', description: 'Learners who answered the item.', unit: 'answers' })
  answers: number;
  @Between(0, 1, {
    orNull: true,
    title: 'Share right',
    description: 'Share of right answers; null without any.',
    unit: 'share',
  })
  share_right: number | null;
  @IsBoolean({ title: 'Provisional', description: 'Whether there are too few answers to rely on b.' })
  provisional: boolean;

  @ObjectOf(DifficultyV2Drift, {
    orNull: true,
    title: 'Drift',
    description: 'Change with time; null without times, or with fewer than 20 answers in a half.',
  })
  drift: DifficultyV2Drift | null;
}

export class DifficultyV2LearnerEstimate {
  @Id({ title: 'Learner', description: "The host's id of the learner." }) learner_id: string;
  @Finite({
    title: 'Ability',
    description: 'Mean of the ability given the answers (EAP); the mean of all learners is 0, their deviation 1.',
    unit: 'logits',
  })
  theta: number;
  @AtLeast(0, {
    title: 'Standard error',
    description: 'Standard deviation of the ability given the answers: 1 without any.',
    unit: 'logits',
  })
  se: number;
  @IntegerAtLeast(0, { title: 'Answers', description: 'Answers to items that are estimated.', unit: 'answers' })
  answers: number;
}

export class DifficultyV2Fit {
  @Finite({ title: 'Log-likelihood', description: 'Marginal log-likelihood, without the priors.', unit: 'nats' })
  log_likelihood: number;
  @IntegerAtLeast(0, { title: 'Steps', description: 'Steps of expectation and maximisation.', unit: 'steps' })
  steps: number;
  @IsBoolean({
    title: 'Converged',
    description:
      'Whether estimates stood still. If not, nothing is estimated well enough: standard errors do not hold.',
  })
  converged: boolean;
  @IntegerAtLeast(0, { title: 'Items', description: 'Items that are estimated.', unit: 'items' }) items: number;
  @IntegerAtLeast(0, { title: 'Learners', description: 'Learners who answered any of them.', unit: 'learners' })
  learners: number;
  @IntegerAtLeast(0, { title: 'Answers', description: 'Their answers to them.', unit: 'answers' }) answers: number;
}

export class DifficultyV2Output {
  @ListOf(DifficultyV2ItemEstimate, {
    atMost: MOST_ITEMS,
    title: 'Items',
    description: 'One row for each item, by its id. It can be passed back.',
  })
  items: DifficultyV2ItemEstimate[];
  @ListOf(DifficultyV2LearnerEstimate, {
    atMost: MOST_LEARNERS,
    title: 'Learners',
    description: 'One row for each learner, by id.',
  })
  learners: DifficultyV2LearnerEstimate[];
  @ObjectOf(DifficultyV2Fit, { title: 'Fit', description: 'What was fitted, and whether it came to an end.' })
  fit: DifficultyV2Fit;
}
