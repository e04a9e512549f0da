import { Between, IntegerAtLeast } from '../../../schema/number-rules.js';

export class MasteryV0Params {
  /** Score from which a skill counts as mastered, 0 to 1. */
  @Between(0, 1) threshold: number = 0.7;

  /** Weight of an attempt relative to the next newer one, 0 to 1. */
  @Between(0, 1) decay_factor: number = 0.95;

  /** Attempts needed before a skill can count as mastered. */
  @IntegerAtLeast(1) min_attempts: number = 5;
}
