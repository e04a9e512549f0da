import { IntegerAtLeast } from '../../../schema/number-rules.js';

export class MistakesV0Params {
  @IntegerAtLeast(1, {
    title: 'Least frequency',
    description: 'How often a wrong option must be chosen to count as a pattern.',
    unit: 'choices',
  })
  min_frequency: number = 3;

  @IntegerAtLeast(1, { title: 'Lookback', description: 'Days before now in which attempts count.', unit: 'days' })
  lookback_days: number = 90;
}
