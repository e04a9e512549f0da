import { AboveUpTo, Between, IntegerAtLeast } from '../../../schema/number-rules.js';
import { IsBoolean } from '../../../schema/value-rules.js';

/** Parameters of the Elo model with an uncertainty function U(n) = alpha / (1 + beta n), in logits. */
export class DifficultyV1Params {
  /** Step of a learner's first answer. */
  @AboveUpTo(0, 4) alpha_learner: number = 1;

  /** Step of an item's first answer. */
  @AboveUpTo(0, 4) alpha_item: number = 1;

  /** How quickly a learner's steps shrink with the number of answers. */
  @Between(0, 1) beta_learner: number = 0.05;

  /** How quickly an item's steps shrink with the number of answers. */
  @Between(0, 1) beta_item: number = 0.05;

  /** Whether only a learner's first attempt says something about the item: repeats measure memory. */
  @IsBoolean() item_updates_on_first_attempt_only: boolean = true;

  /** Answers below which an item's difficulty is provisional. */
  @IntegerAtLeast(1) min_attempts: number = 10;

  /** First attempts over which the classical p-value is taken. */
  @IntegerAtLeast(1) window_size: number = 100;

  /** Abilities and difficulties stay within this distance of 0, in logits. */
  @AboveUpTo(0, 10) b_clamp: number = 6;
}
