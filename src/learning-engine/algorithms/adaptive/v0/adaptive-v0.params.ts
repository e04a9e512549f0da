import { Between } from '../../../schema/number-rules.js';

export class AdaptiveV0Params {
  @Between(0, 1, { title: 'Exploration rate', description: 'Share of questions chosen to explore.', unit: 'share' })
  exploration_rate: number = 0.2;

  @Between(0, 1, { title: 'Target accuracy', description: 'Share of right answers to aim at.', unit: 'share' })
  target_accuracy: number = 0.75;
}
