import { between, AboveUpTo } from '../../../schema/number-rules.js';
import { MatchesSchema } from '../../../schema/rule.js';
import { IsBoolean, Id, ListOf, Passthrough, UtcTime } from '../../../schema/value-rules.js';

/** Items, and learners, of an input; answers of all learners together. */
export const MOST_ITEMS = 10_000;
export const MOST_LEARNERS = 100_000;
export const MOST_ANSWERS = 500_000;

/** Estimates end here: what would go further is not known. */
export const FARTHEST = 10;
export const SHARPEST = 10;

const DIFFICULTY = { ...between(-FARTHEST, FARTHEST), reason: 'must be between -10 and 10, in logits' };

/** Where the estimation of an item starts, which changes its speed and not its result. An item of v1 or v2 can be sent as it is. */
export class DifficultyV2Item {
  @Id({ title: 'Item', description: "The host's id of the item." }) item_id: string;

  @MatchesSchema(DIFFICULTY, {
    orNull: true,
    title: 'Difficulty',
    description: 'b, as an earlier computation of v1 or v2 gave it; null where none is known.',
    unit: 'logits',
  })
  difficulty: number | null;

  @AboveUpTo(0, SHARPEST, {
    optional: true,
    orNull: true,
    title: 'Discrimination',
    description: 'a, as an earlier computation gave it. Default 1.',
    unit: '1/logit',
  })
  discrimination?: number | null;

  @Passthrough({ title: 'Standard error', description: 'Of an output; it is not read.' }) se?: unknown;
  @Passthrough({ title: 'Error of the discrimination', description: 'Of an output; it is not read.' })
  discrimination_se?: unknown;
  @Passthrough({ title: 'Own discrimination', description: 'Of an output; it is not read.' })
  own_discrimination?: unknown;
  @Passthrough({ title: 'Answers', description: 'Of an output; it is not read.' }) answers?: unknown;
  @Passthrough({ title: 'Share right', description: 'Of an output; it is not read.' }) share_right?: unknown;
  @Passthrough({ title: 'Status', description: 'Of an output; it is not read.' }) status?: unknown;
  @Passthrough({ title: 'Provisional', description: 'Of an output; it is not read.' }) provisional?: unknown;
  @Passthrough({ title: 'Drift', description: 'Of an output; it is not read.' }) drift?: unknown;
  @Passthrough({ title: 'Information', description: 'Of an output of v1; it is not read.' }) info?: unknown;
  @Passthrough({ title: 'Recent results', description: 'Of an output of v1; it is not read.' }) recent?: unknown;
  @Passthrough({ title: 'Recent share right', description: 'Of an output of v1; it is not read.' })
  p_value_window?: unknown;
}

/** A learner's first answer to an item. */
export class DifficultyV2Answer {
  @Id({ title: 'Item', description: "The host's id of the item. Each item once: the first answer." }) item_id: string;
  @IsBoolean({ title: 'Correct', description: 'Whether the answer was right.' }) correct: boolean;

  @UtcTime({
    optional: true,
    title: 'Answered at',
    description: 'When the answer was given. With it, items are looked at for changes with time.',
  })
  at?: string;
}

export class DifficultyV2Learner {
  @Id({ title: 'Learner', description: "The host's id of the learner." }) learner_id: string;

  @ListOf(DifficultyV2Answer, {
    atMost: MOST_ITEMS,
    title: 'Answers',
    description: "The learner's first answers, in any order.",
  })
  answers: DifficultyV2Answer[];
}

/** The answers of all learners to a bank of items. */
export class DifficultyV2Input {
  @ListOf(DifficultyV2Item, {
    atMost: MOST_ITEMS,
    title: 'Items',
    description: 'Where to start, for items that were rated before. It may be empty.',
  })
  items: DifficultyV2Item[];

  @ListOf(DifficultyV2Learner, {
    atMost: MOST_LEARNERS,
    title: 'Learners',
    description: 'All learners with their answers: at most 500,000 answers to 10,000 items.',
  })
  learners: DifficultyV2Learner[];
}
