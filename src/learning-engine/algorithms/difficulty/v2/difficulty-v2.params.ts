import { AboveUpTo, IntegerAtLeast } from '../../../schema/number-rules.js';

/** Parameters of the two-parameter model by marginal maximum likelihood, in logits. */
export class DifficultyV2Params {
  @IntegerAtLeast(1, {
    title: 'Own discrimination from',
    description: 'Answers from which an item has a discrimination of its own; below, items have one in common (Rasch).',
    unit: 'answers',
  })
  own_discrimination_from: number = 200;

  @AboveUpTo(0, 10, {
    orNull: true,
    title: 'Deviation of discriminations',
    description:
      'Standard deviation of the normal prior, with mean 0, of the logarithm of a discrimination; null for no prior.',
    unit: 'log of discrimination',
  })
  discrimination_prior: number | null = 0.5;

  @AboveUpTo(0, 10, {
    orNull: true,
    title: 'Deviation of difficulties',
    description: 'Standard deviation of the normal prior, with mean 0, of a difficulty; null for no prior.',
    unit: 'logits',
  })
  difficulty_prior: number | null = 2;

  @IntegerAtLeast(1, {
    title: 'Least answers',
    description: "Answers below which an item's difficulty is provisional.",
    unit: 'answers',
  })
  min_attempts: number = 30;

  @AboveUpTo(0, 1, {
    title: 'False discovery rate',
    description: 'Rate of items that are stable among those that are reported to have changed.',
    unit: 'share',
  })
  fdr: number = 0.05;
}
