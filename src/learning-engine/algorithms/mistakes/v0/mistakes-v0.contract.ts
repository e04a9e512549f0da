import { IntegerAtLeast } from '../../../schema/number-rules.js';
import { Id, IsBoolean, ListOf, UtcTime } from '../../../schema/value-rules.js';

/** One attempt at one multiple-choice question. */
export class MistakesV0Attempt {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;

  @IntegerAtLeast(0, { title: 'Option', description: 'The option that was chosen.', unit: 'position, from 0' })
  option: number;

  @IsBoolean({ title: 'Correct', description: 'Whether the option was right.' }) correct: boolean;
  @UtcTime({ title: 'Attempted at', description: 'When the attempt was made.' }) at: string;
}

/** Attempts of many learners. */
export class MistakesV0Input {
  @UtcTime({ title: 'Now', description: 'The moment from which lookback_days are counted.' }) now: string;

  @ListOf(MistakesV0Attempt, {
    atMost: 50_000,
    title: 'Attempts',
    description: 'The attempts of many learners.',
  })
  attempts: MistakesV0Attempt[];
}

/** A wrong option that is chosen often. */
export class MistakesV0Pattern {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;

  @IntegerAtLeast(0, { title: 'Option', description: 'The wrong option.', unit: 'position, from 0' })
  option: number;

  @IntegerAtLeast(0, { title: 'Frequency', description: 'How often it was chosen.', unit: 'choices' })
  frequency: number;
}

export class MistakesV0Output {
  @ListOf(MistakesV0Pattern, { title: 'Patterns', description: 'The wrong options, most frequent first.' })
  patterns: MistakesV0Pattern[];
}
