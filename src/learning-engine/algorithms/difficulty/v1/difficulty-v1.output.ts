import { LeftOut } from '../../../kit/judged-events.js';
import { AtLeast, Between, Finite, IntegerAtLeast } from '../../../schema/number-rules.js';
import { IsBoolean, Id, ListOf, ListOfValues, UtcTime } from '../../../schema/value-rules.js';
import { MOST_ITEMS, MOST_LEARNERS, ZERO_OR_ONE, zeroOrOne } from './difficulty-v1.contract.js';

export class DifficultyV1ItemEstimate {
  @Id({ title: 'Item', description: "The host's id of the item." }) item_id: string;

  @Finite({ title: 'Difficulty', description: 'b: higher is harder.', unit: 'logits' }) difficulty: number;

  @Between(0, 1, { title: 'Standard error', description: 'Standard error of b.', unit: 'logits' }) se: number;

  @IntegerAtLeast(0, { title: 'Answers', description: 'Answers so far that could move b.', unit: 'answers' })
  answers: number;
  @AtLeast(0, { title: 'Information', description: 'Information of those answers about b.', unit: '1/logit²' })
  info: number;
  @ListOfValues(zeroOrOne, ZERO_OR_ONE, {
    title: 'Recent results',
    description: 'Results of the last first attempts, the newest last: 1 right, 0 wrong. No more than answers.',
    unit: '0 or 1',
  })
  recent: number[];

  @Between(0, 1, {
    orNull: true,
    title: 'Share right',
    description: 'Share of right answers among recent; null without any.',
    unit: 'share',
  })
  p_value_window: number | null;

  @IsBoolean({ title: 'Provisional', description: 'Whether there are too few answers to rely on b.' })
  provisional: boolean;
}

/** A learner after the answers. */
export class DifficultyV1LearnerEstimate {
  @Id({ title: 'Learner', description: "The host's id of the learner." }) learner_id: string;

  @Finite({ title: 'Ability', description: 'Ability of the learner after the answers.', unit: 'logits' }) theta: number;

  @IntegerAtLeast(0, { title: 'Answers', description: 'Answers counted so far.', unit: 'answers' }) answers: number;
  @UtcTime({
    orNull: true,
    title: 'Last answer at',
    description: 'When the last counted answer was given; null without any.',
  })
  last_at: string | null;
  @IntegerAtLeast(0, {
    orNull: true,
    title: 'Last sequence',
    description: 'Sequence of the last counted answer; null if it had none.',
    unit: 'position',
  })
  last_sequence: number | null;
  @Id({ orNull: true, title: 'Last event id', description: 'Id of the last counted answer; null without any.' })
  last_event_id: string | null;
}

export class DifficultyV1Output {
  @ListOf(DifficultyV1ItemEstimate, {
    atMost: MOST_ITEMS,
    title: 'Items',
    description: 'One row for each item, by its id. It can be passed back.',
  })
  items: DifficultyV1ItemEstimate[];

  @ListOf(DifficultyV1LearnerEstimate, {
    atMost: MOST_LEARNERS,
    title: 'Learners',
    description: 'One row for each learner, by id. It can be passed back.',
  })
  learners: DifficultyV1LearnerEstimate[];

  @ListOf(LeftOut, {
    optional: true,
    title: 'Left out',
    description: 'The answers that break a rule, in their order; only with on_invalid skip.',
  })
  left_out?: LeftOut[];
}
