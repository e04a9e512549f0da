import { ON_INVALID, type OnInvalid } from '../../../kit/judged-events.js';
import { AtLeast, Between, Finite, IntegerAtLeast } from '../../../schema/number-rules.js';
import {
  Passthrough,
  EventsOf,
  IsBoolean,
  Id,
  ListOf,
  ListOfValues,
  NotBoth,
  OneOf,
  UtcTime,
} from '../../../schema/value-rules.js';

/** Items, and learners, of an input, and of an output: it can be passed back. */
export const MOST_ITEMS = 10_000;
export const MOST_LEARNERS = 10_000;

export const zeroOrOne = { enum: [0, 1] };
export const ZERO_OR_ONE = 'must be a list of 0 and 1';

/** What is known of an item. An output's item can be passed back as it is. */
export class DifficultyV1Item {
  @Id({ title: 'Item', description: "The host's id of the item." }) item_id: string;

  @Finite({ title: 'Difficulty', description: 'b: higher is harder. Within b_clamp of 0.', unit: 'logits' })
  difficulty: number;

  @IntegerAtLeast(0, {
    title: 'Answers',
    description: 'Answers so far that could move b. At 2^53 - 1 this and info stay.',
    unit: 'answers',
  })
  answers: number;

  @AtLeast(0, {
    title: 'Information',
    description: 'Information of those answers about b: at most 0.25 each.',
    unit: '1/logit²',
  })
  info: number;

  @ListOfValues(zeroOrOne, ZERO_OR_ONE, {
    title: 'Recent results',
    description: 'Results of the last first attempts, the newest last: 1 right, 0 wrong. No more than answers.',
    unit: '0 or 1',
  })
  recent: number[];

  @Passthrough({ title: 'Standard error', description: 'Of an output; it is not read.' }) se?: unknown;
  @Passthrough({ title: 'Share right', description: 'Of an output; it is not read.' }) p_value_window?: unknown;
  @Passthrough({ title: 'Provisional', description: 'Of an output; it is not read.' }) provisional?: unknown;
}

export class DifficultyV1Learner {
  @Id({ title: 'Learner', description: "The host's id of the learner." }) learner_id: string;

  @Finite({ title: 'Ability', description: 'Ability of the learner. Within b_clamp of 0.', unit: 'logits' })
  theta: number;

  @IntegerAtLeast(0, {
    title: 'Answers',
    description: 'Answers counted so far. It stays at 2^53 - 1.',
    unit: 'answers',
  })
  answers: number;

  @UtcTime({
    orNull: true,
    title: 'Last answer at',
    description: 'When the last counted answer was given; null without any, or where it is not known.',
  })
  last_at: string | null;

  @IntegerAtLeast(0, {
    optional: true,
    orNull: true,
    title: 'Last sequence',
    description: 'Sequence of the last counted answer; null if it had none.',
    unit: 'position',
  })
  last_sequence?: number | null;

  @Id({
    optional: true,
    orNull: true,
    title: 'Last event id',
    description: 'Id of the last counted answer. Without it no further answer of that instant is taken.',
  })
  last_event_id?: string | null;
}

/** One answer. */
@NotBoth('guess', 'option_count')
export class DifficultyV1Event {
  @Id({ title: 'Event id', description: "The host's id of the answer. The same event sent twice counts once." })
  event_id: string;
  @Id({ title: 'Learner', description: "The host's id of the learner." }) learner_id: string;
  @Id({ title: 'Item', description: "The host's id of the item." }) item_id: string;
  @IsBoolean({ title: 'Correct', description: 'Whether the answer was right.' }) correct: boolean;

  @UtcTime({
    title: 'Answered at',
    description: "After the learner's last answer, by at, then sequence, then event_id.",
  })
  at: string;

  @IntegerAtLeast(0, {
    optional: true,
    title: 'Sequence',
    description:
      'Orders answers of one instant; a missing one comes first. Without it ids decide, those of digits as numbers.',
    unit: 'position',
  })
  sequence?: number;

  @Between(0, 0.5, {
    optional: true,
    title: 'Guessing level',
    description: 'Probability of a right answer by guessing; 0 where neither this nor option_count is given.',
    unit: 'probability',
  })
  guess?: number;

  @IntegerAtLeast(2, {
    optional: true,
    title: 'Options',
    description: 'Options of a multiple-choice question: guessing succeeds once in so many times.',
    unit: 'options',
  })
  option_count?: number;

  @IsBoolean({
    optional: true,
    title: 'First attempt',
    description: 'Whether the learner had not seen the item before. Without it, the first answer in this input counts.',
  })
  first_attempt?: boolean;
}

/** Answers of many learners to many items. */
export class DifficultyV1Input {
  @ListOf(DifficultyV1Item, {
    atMost: MOST_ITEMS,
    title: 'Items',
    description: 'What is known of the items. One that is not listed starts at 0.',
  })
  items: DifficultyV1Item[];

  @ListOf(DifficultyV1Learner, {
    atMost: MOST_LEARNERS,
    title: 'Learners',
    description: 'What is known of the learners. One who is not listed starts at 0.',
  })
  learners: DifficultyV1Learner[];

  @EventsOf(DifficultyV1Event, {
    atMost: 10_000,
    title: 'Answers',
    description: 'Answers of many learners: with items and learners, of at most 10,000 items and 10,000 learners.',
  })
  events: DifficultyV1Event[];

  @UtcTime({
    optional: true,
    title: 'Now',
    description: "No answer is later, and no learner's last one: send it to keep answers of a wrong clock out.",
  })
  now?: string;

  @OneOf(ON_INVALID, {
    optional: true,
    title: 'Invalid answers',
    description:
      'What becomes of answers that break a rule: refuse (the default) rejects the input, skip leaves them out.',
  })
  on_invalid?: OnInvalid;
}
