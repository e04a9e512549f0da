import { ON_INVALID, type OnInvalid } from '../../../kit/judged-events.js';
import { between, IntegerAtLeast, IntegerBetween } from '../../../schema/number-rules.js';
import { MatchesSchema } from '../../../schema/rule.js';
import { EventsOf, IsBoolean, Id, ListOf, ObjectOf, OneOf, UtcTime } from '../../../schema/value-rules.js';
import { MistakesV2Counts } from './mistakes-v2.counts.js';

/** As far from 0 as `difficulty` can put difficulties: other scales than logits are rejected. */
const LOGITS = { ...between(-10, 10), reason: 'must be between -10 and 10, in logits' };

/** An answer to a multiple-choice question, or none. */
export class MistakesV2Attempt {
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

export class MistakesV2Question {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;

  @IntegerBetween(2, 20, { title: 'Options', description: 'Options of the question.', unit: 'options' })
  option_count: number;

  @IntegerAtLeast(1, { title: 'Key', description: 'The right option, 1 to option_count.', unit: 'option number' })
  key_option: number;

  @MatchesSchema(LOGITS, {
    optional: true,
    title: 'Difficulty',
    description:
      'Difficulty of the question, as difficulty estimates it. Of all questions or of none; needed where learners answer different questions.',
    unit: 'logits',
  })
  difficulty?: number;
}

export class MistakesV2Mistake {
  @Id({ title: 'Question', description: "The host's id of the question." }) question_id: string;
  @IntegerAtLeast(1, { title: 'Option', description: 'The wrong option.', unit: 'option number' }) option: number;
}

/** A pair of mistakes that is known to go together, from an analysis of many learners. */
export class MistakesV2Pattern {
  @ObjectOf(MistakesV2Mistake, { title: 'First mistake', description: 'One of the two mistakes.' })
  a: MistakesV2Mistake;
  @ObjectOf(MistakesV2Mistake, { title: 'Second mistake', description: 'The other mistake, on another question.' })
  b: MistakesV2Mistake;
}

export type MistakesV2Group = 'reference' | 'focal';

export class MistakesV2Member {
  @Id({ title: 'Learner', description: "The host's id of the learner." }) learner_id: string;
  @OneOf(['reference', 'focal'], {
    title: 'Group',
    description: 'Which of the two groups that are compared the learner belongs to.',
  })
  group: MistakesV2Group;
}

/** Answers of many learners; all answers of one learner are in one call. */
export class MistakesV2Input {
  @UtcTime({ title: 'Now', description: 'The end of the lookback. No attempt is later.' }) now: string;

  @EventsOf(MistakesV2Attempt, {
    atMost: 100_000,
    title: 'Attempts',
    description: 'Answers of many learners; those before the lookback are not counted.',
  })
  attempts: MistakesV2Attempt[];

  @ListOf(MistakesV2Question, { atMost: 2000, title: 'Questions', description: 'The questions with their keys.' })
  questions: MistakesV2Question[];

  @ListOf(MistakesV2Pattern, {
    optional: true,
    atMost: 1000,
    title: 'Known patterns',
    description: 'Pairs found among many learners, to see how many of these learners show them.',
  })
  known?: MistakesV2Pattern[];

  @ListOf(MistakesV2Member, {
    optional: true,
    atMost: 100_000,
    title: 'Groups',
    description: 'Learners of two groups, to see which questions treat equally able learners of both unequally.',
  })
  groups?: MistakesV2Member[];

  @ObjectOf(MistakesV2Counts, {
    optional: true,
    title: 'Counts',
    description: 'Of an earlier part with other learners: the answers of this call are added to them.',
  })
  counts?: MistakesV2Counts;

  @IsBoolean({
    optional: true,
    title: 'With counts',
    description: 'Whether the output has the counts, for a further part.',
  })
  with_counts?: boolean;

  @OneOf(ON_INVALID, {
    optional: true,
    title: 'Invalid attempts',
    description:
      'What becomes of attempts that break a rule: refuse (the default) rejects the input, skip leaves them out.',
  })
  on_invalid?: OnInvalid;
}
