import { Between, IntegerAtLeast } from '../../../schema/number-rules.js';

export class MasteryV0Params {
  @Between(0, 1, {
    title: 'Mastery threshold',
    description: 'Score from which a skill counts as mastered.',
    unit: 'score from 0 to 1',
  })
  threshold: number = 0.7;

  @Between(0, 1, {
    title: 'Decay factor',
    description: 'Weight of an attempt relative to the next newer one.',
    unit: 'factor',
  })
  decay_factor: number = 0.95;

  @IntegerAtLeast(1, {
    title: 'Least attempts',
    description: 'Attempts needed before a skill can count as mastered.',
    unit: 'attempts',
  })
  min_attempts: number = 5;
}
