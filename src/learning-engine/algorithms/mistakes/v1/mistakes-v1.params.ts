import { Above, AboveUpTo, AtLeast, Inside, IntegerAtLeast } from '../../../schema/number-rules.js';

/** Parameters of distractor analysis and of the association of mistakes. */
export class MistakesV1Params {
  @IntegerAtLeast(1, {
    title: 'Least frequency',
    description: 'How often a mistake, or a pair of mistakes, must be made to be considered.',
    unit: 'learners',
  })
  min_frequency: number = 3;

  @IntegerAtLeast(1, {
    title: 'Lookback',
    description: 'Days before now that are looked at, each of 24 hours.',
    unit: 'days',
  })
  lookback_days: number = 90;

  @Above(0, {
    title: 'Quantile',
    description: "Quantile of the normal distribution for Wilson's interval; the default is that of 95 %.",
    unit: 'standard deviations',
  })
  wilson_z: number = 1.959963984540054;

  @AtLeast(1, {
    title: 'Least lift',
    description: 'How many times as often as by chance two mistakes must go together.',
    unit: 'ratio',
  })
  min_lift: number = 1.2;

  @AboveUpTo(0, 1, {
    title: 'False discovery rate',
    description: 'Rate of false discoveries among the pairs found; 1 switches the filter off.',
    unit: 'share',
  })
  fdr: number = 0.05;

  @Inside(0, 1, {
    title: 'Suspicious correlation',
    description: 'Correlation with the rest of the answers above which a wrong option may be the right one.',
    unit: 'correlation',
  })
  suspect_key_correlation: number = 0.1;

  @IntegerAtLeast(1, { title: 'Most pairs', description: 'Longest list of pairs.', unit: 'pairs' })
  max_patterns: number = 100;
}
