import { Between } from '../../../schema/number-rules.js';

export class AdaptiveV0Params {
  /** Share of picks made to explore, 0 to 1. */
  @Between(0, 1) exploration_rate: number = 0.2;

  /** Share of right answers to aim at, 0 to 1. */
  @Between(0, 1) target_accuracy: number = 0.75;
}
