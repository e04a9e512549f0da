import { AtLeast, IntegersAtLeast } from '../../../schema/number-rules.js';

export class RevisionV0Params {
  /** Days until the first, second, … review. */
  @IntegersAtLeast(1) intervals: number[] = [1, 3, 7, 14, 30];

  /** Factor by which the interval grows beyond the list, at least 1. */
  @AtLeast(1) ease_factor: number = 2.5;
}
