import { IntegerAtLeast } from '../../../schema/number-rules.js';

export class DifficultyV0Params {
  @IntegerAtLeast(1, {
    title: 'Window',
    description: 'How many of the newest attempts on a question count.',
    unit: 'attempts',
  })
  window_size: number = 100;

  @IntegerAtLeast(1, {
    title: 'Least attempts',
    description: 'Attempts needed before a question gets a difficulty.',
    unit: 'attempts',
  })
  min_attempts: number = 10;
}
