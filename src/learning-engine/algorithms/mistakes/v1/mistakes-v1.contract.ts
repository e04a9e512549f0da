import { ON_INVALID, type OnInvalid } from '../../../kit/judged-events.js';
import { IntegerAtLeast, IntegerBetween } from '../../../schema/number-rules.js';
import { EventsOf, IsBoolean, Id, ListOf, OneOf, UtcTime } from '../../../schema/value-rules.js';

/** An answer to a multiple-choice question, or none. */
export class MistakesV1Attempt {
  @Id({ title: 'Attempt id', description: "The host's id of the attempt. Sent twice, it counts once." })
  attempt_id: string;
  @Id({ title: 'Learner', description: "The host's id of the learner." }) learner_id: string;

  @Id({ title: 'Question', description: 'One of the questions.' }) question_id: string;

  @IntegerAtLeast(1, {
    orNull: true,
    title: 'Option',
    description: 'The chosen option, from 1; null for no answer.',
    unit: 'option number',
  })
  option: number | null;

  @UtcTime({ title: 'Answered at', description: 'When the answer was given; not after now.' }) at: string;

  @IntegerAtLeast(0, {
    optional: true,
    title: 'Sequence',
    description:
      'Orders attempts of one instant; a missing one comes first. Without it ids decide, those of digits as numbers.',
    unit: 'position',
  })
  sequence?: number;

  @IsBoolean({
    optional: true,
    title: 'Correct',
    description: 'Whether the answer was right; it must agree with the key.',
  })
  correct?: boolean;
}

export class MistakesV1Question {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;

  @IntegerBetween(2, 20, {
    title: 'Options',
    description: 'Options of the question. Of all questions together, some 11,000 fit into an answer.',
    unit: 'options',
  })
  option_count: number;

  @IntegerAtLeast(1, { title: 'Key', description: 'The right option, 1 to option_count.', unit: 'option number' })
  key_option: number;
}

/** Answers of many learners. */
export class MistakesV1Input {
  @UtcTime({ title: 'Now', description: 'The end of the lookback. No attempt is later.' }) now: string;

  @EventsOf(MistakesV1Attempt, {
    atMost: 100_000,
    title: 'Attempts',
    description:
      'Answers of many learners; those before the lookback are not counted. At most 100,000 pairs of mistakes may result.',
  })
  attempts: MistakesV1Attempt[];

  @ListOf(MistakesV1Question, { atMost: 2000, title: 'Questions', description: 'The questions with their keys.' })
  questions: MistakesV1Question[];

  @OneOf(ON_INVALID, {
    optional: true,
    title: 'Invalid attempts',
    description:
      'What becomes of attempts that break a rule: refuse (the default) rejects the input, skip leaves them out.',
  })
  on_invalid?: OnInvalid;
}
