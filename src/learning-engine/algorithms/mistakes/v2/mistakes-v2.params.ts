import { Above, AboveUpTo, AtLeast, IntegerAtLeast } from '../../../schema/number-rules.js';

/** Parameters of distractor analysis and of the association of mistakes given ability. */
export class MistakesV2Params {
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
    description: 'Quantile of the normal distribution for all intervals; the default is that of 95 %.',
    unit: 'standard deviations',
  })
  interval_z: number = 1.959963984540054;

  @AtLeast(1, {
    title: 'Least lift',
    description: 'How many times as many learners as ability explains must make both mistakes.',
    unit: 'ratio',
  })
  min_lift: number = 1.2;

  @AboveUpTo(0, 1, {
    title: 'False discovery rate',
    description: 'Rate of false discoveries among the pairs, the common mistakes and the suspect keys, each by itself.',
    unit: 'share',
  })
  fdr: number = 0.05;

  @IntegerAtLeast(1, { title: 'Most pairs', description: 'Longest list of pairs.', unit: 'pairs' })
  max_patterns: number = 100;
}
