import { FsrsCardState, MOST_CARDS } from '../../../kit/fsrs/memory.js';
import { FsrsCard, FsrsDue, FsrsOutput } from '../../../kit/fsrs/output.js';
import { FsrsInput, FsrsReview } from '../../../kit/fsrs/review.js';
import { ownWeights } from '../../../kit/fsrs/weights.js';
import { Between, Inside, IntegerAtLeast } from '../../../schema/number-rules.js';
import { MatchesSchema } from '../../../schema/rule.js';
import { ListOf, ListOfValues, ObjectOf, Passthrough } from '../../../schema/value-rules.js';

export { FsrsDue as RevisionV2Due, FsrsReview as RevisionV2Review };

/** Weights of FSRS-6 that were fitted to reviews of this learner. */
export class RevisionV2OwnWeights {
  @MatchesSchema(ownWeights, {
    title: 'Weights',
    description: 'Weights w[0] to w[20] of FSRS-6, as they were fitted.',
    unit: 'weights of the model',
  })
  w: number[];

  @IntegerAtLeast(0, {
    title: 'Reviews',
    description: 'How many reviews they were fitted to: those on a later day than the one before.',
    unit: 'reviews',
  })
  reviews: number;
}

/** What a learner's results say of the model. An output's row can be passed back as it is. */
export class RevisionV2Learner {
  @Between(0, 1, {
    title: 'Trust in the model',
    description: "How far the model is trusted, against the moving average of the learner's results.",
    unit: 'probability',
  })
  model_trust: number;

  @Between(0.01, 0.99, {
    title: 'Average',
    description: 'Moving average of results on a later day than the review before.',
    unit: 'share',
  })
  average: number;

  @IntegerAtLeast(0, {
    title: 'Reviews',
    description: 'Results in the average so far. It stays at 2^53 - 1.',
    unit: 'reviews',
  })
  reviews: number;
}

/** A card as it is handed in. An output's card can be passed back as it is. */
export class RevisionV2CardState extends FsrsCardState {
  @Passthrough({ title: 'Right answer now', description: 'Of an output; it is not read.' }) p_correct_now?: unknown;
}

/** Reviews of one learner. */
export class RevisionV2Input extends FsrsInput {
  @ListOf(RevisionV2CardState, {
    atMost: MOST_CARDS,
    title: 'Cards',
    description: 'The cards as they were. A reviewed card that is not listed starts as new.',
  })
  override cards: RevisionV2CardState[];

  @ObjectOf(RevisionV2Learner, {
    optional: true,
    title: 'Learner',
    description: 'What the results so far say of the model; without it, nothing.',
  })
  learner?: RevisionV2Learner;

  @ObjectOf(RevisionV2OwnWeights, {
    optional: true,
    title: 'Own weights',
    description: 'Weights fitted to this learner. They are drawn towards w, the more the fewer reviews they come from.',
  })
  own_weights?: RevisionV2OwnWeights;

  @Inside(0, 1, {
    optional: true,
    title: 'Requested retention',
    description: 'Of this learner, in place of that of the parameters.',
    unit: 'probability',
  })
  request_retention?: number;
}

/** A card after the reviews. */
export class RevisionV2Card extends FsrsCard {
  @Between(0, 1, {
    orNull: true,
    title: 'Right answer now',
    description: 'Probability of a right answer at now; null for a new card, and on the day of its last review.',
    unit: 'probability',
  })
  p_correct_now: number | null;
}

/** The weights that ran. */
export class RevisionV2Weights {
  @ListOfValues({ type: 'number' }, 'must be a list of numbers', {
    title: 'Weights',
    description: 'Weights w[0] to w[20] of FSRS-6.',
    unit: 'weights of the model',
  })
  w: number[];

  @Between(0, 1, {
    title: 'Own share',
    description: "How far they are the learner's own; 0 without own weights.",
    unit: 'share',
  })
  own_share: number;
}

/** A learner's cards after reviews, those to revise now, and how far the model fits the learner. */
export class RevisionV2Output extends FsrsOutput {
  @ListOf(RevisionV2Card, {
    atMost: MOST_CARDS,
    title: 'Cards',
    description: 'The cards after the reviews, by id. They can be passed back.',
  })
  override cards: RevisionV2Card[];

  @ObjectOf(RevisionV2Learner, {
    title: 'Learner',
    description: 'What the results say of the model. It can be passed back.',
  })
  learner: RevisionV2Learner;

  @ObjectOf(RevisionV2Weights, { title: 'Weights', description: 'The weights that ran.' })
  weights: RevisionV2Weights;
}
