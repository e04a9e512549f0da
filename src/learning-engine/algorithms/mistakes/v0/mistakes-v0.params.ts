import { IntegerAtLeast } from '../../../schema/number-rules.js';

export class MistakesV0Params {
  /** How often a wrong option must be chosen to count as a pattern. */
  @IntegerAtLeast(1) min_frequency: number = 3;

  /** Days before `now` in which attempts count. */
  @IntegerAtLeast(1) lookback_days: number = 90;
}
