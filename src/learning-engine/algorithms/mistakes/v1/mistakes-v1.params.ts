import { Above, AboveUpTo, AtLeast, Inside, IntegerAtLeast } from '../../../schema/number-rules.js';

/** Parameters of distractor analysis and of the association of mistakes. */
export class MistakesV1Params {
  /** How often a mistake, or a pair of mistakes, must be made to be considered. */
  @IntegerAtLeast(1) min_frequency: number = 3;

  /** Days before `now` that are looked at, each of 24 hours. */
  @IntegerAtLeast(1) lookback_days: number = 90;

  /** Quantile of the normal distribution for Wilson's interval; the default is that of 95 %. */
  @Above(0) wilson_z: number = 1.959963984540054;

  /** How many times as often as by chance two mistakes must go together. */
  @AtLeast(1) min_lift: number = 1.2;

  /** Rate of false discoveries among the pairs found; 1 switches the filter off. */
  @AboveUpTo(0, 1) fdr: number = 0.05;

  /** Correlation with the rest of a learner's answers above which a wrong option may be the right one. */
  @Inside(0, 1) suspect_key_correlation: number = 0.1;

  /** Longest list of pairs. */
  @IntegerAtLeast(1) max_patterns: number = 100;
}
