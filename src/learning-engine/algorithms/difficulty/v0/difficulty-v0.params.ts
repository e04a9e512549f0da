import { IntegerAtLeast } from '../../../schema/number-rules.js';

export class DifficultyV0Params {
  /** Newest attempts on a question that count. */
  @IntegerAtLeast(1) window_size: number = 100;

  /** Attempts needed before a question gets a difficulty. */
  @IntegerAtLeast(1) min_attempts: number = 10;
}
