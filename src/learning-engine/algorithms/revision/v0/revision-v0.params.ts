import { AtLeast, IntegersAtLeast } from '../../../schema/number-rules.js';

export class RevisionV0Params {
  @IntegersAtLeast(1, {
    title: 'Intervals',
    description: 'Days until the first, second and further reviews.',
    unit: 'days',
  })
  intervals: number[] = [1, 3, 7, 14, 30];

  @AtLeast(1, {
    title: 'Ease factor',
    description: 'Factor by which the interval grows beyond the list.',
    unit: 'factor',
  })
  ease_factor: number = 2.5;
}
