import { AboveUpTo, Between, IntegerAtLeast } from '../../../schema/number-rules.js';
import { IsBoolean } from '../../../schema/value-rules.js';

/** Parameters of the Elo model with an uncertainty function U(n) = alpha / (1 + beta n), in logits. */
export class DifficultyV1Params {
  @AboveUpTo(0, 4, {
    title: 'First step of a learner',
    description: "Step of a learner's first answer.",
    unit: 'logits',
  })
  alpha_learner: number = 1;

  @AboveUpTo(0, 4, { title: 'First step of an item', description: "Step of an item's first answer.", unit: 'logits' })
  alpha_item: number = 1;

  @Between(0, 1, {
    title: 'Slowing of a learner',
    description: "How quickly a learner's steps shrink with the number of answers.",
    unit: 'per answer',
  })
  beta_learner: number = 0.05;

  @Between(0, 1, {
    title: 'Slowing of an item',
    description: "How quickly an item's steps shrink with the number of answers.",
    unit: 'per answer',
  })
  beta_item: number = 0.05;

  @IsBoolean({
    title: 'First attempts only',
    description: "Whether only a learner's first attempt moves the item: repeats measure memory.",
  })
  item_updates_on_first_attempt_only: boolean = true;

  @IntegerAtLeast(1, {
    title: 'Least answers',
    description: "Answers below which an item's difficulty is provisional.",
    unit: 'answers',
  })
  min_attempts: number = 10;

  @IntegerAtLeast(1, {
    title: 'Window',
    description: 'First attempts over which the share of right answers is taken.',
    unit: 'answers',
  })
  window_size: number = 100;

  @AboveUpTo(0, 10, {
    title: 'Largest distance',
    description: 'Abilities and difficulties stay within this distance of 0.',
    unit: 'logits',
  })
  b_clamp: number = 6;
}
