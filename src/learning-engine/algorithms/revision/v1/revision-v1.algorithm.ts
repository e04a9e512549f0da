import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import { type Problem, Problems } from '../../../json/problem.js';
import { ZONE_DATA } from '../../../kit/fsrs/days.js';
import { Deck } from '../../../kit/fsrs/deck.js';
import { fitWeights } from '../../../kit/fsrs/fit-weights.js';
import { LIBRARY, schedulerOf } from '../../../kit/fsrs/scheduler.js';
import { RevisionV1Input, RevisionV1Output } from './revision-v1.contract.js';
import { revisionV1Fold } from './revision-v1.fold.js';
import { RevisionV1Params } from './revision-v1.params.js';

const reject = rejectInputOf('revision', 'v1');

/**
 * Revision scheduling, version 1: FSRS-6 through ts-fsrs. Ye, Su & Cao, KDD 2022, doi 10.1145/3534678.3539081.
 *
 * A card has a stability S (days until recall falls to 0.9) and a difficulty D (1 to 10). After t days
 *
 *     R = (1 + f t / S)^(-w20),  f = 0.9^(-1 / w20) - 1
 *     interval = round(S / f (r^(-1 / w20) - 1)), at least 1 and at most maximum_interval days, r = request_retention
 *
 * and each review moves S and D by its grade and by R; a lapse lowers S, success raises it, the more the closer the card
 * was to being forgotten. Reviews on one day move S by the short-term rule.
 *
 * For S the model counts calendar days between reviews. Whose days: those of each review's `day_offset_minutes`, else those
 * of the input's `time_zone` or `day_offset_minutes`, else of UTC. Good at 23:58 and Good at 00:08 are one day apart, and S
 * roughly triples; in the learner's own days they are the same day. What is said of `now` counts the time to the
 * millisecond: a card that lapsed this morning is more forgotten than one learnt yesterday.
 *
 * O(1) per review, O(n log n) for the queue of n cards.
 */
@LearningAlgorithm({
  key: 'revision',
  version: 'v1',
  params: RevisionV1Params,
  input: RevisionV1Input,
  output: RevisionV1Output,
  fold: revisionV1Fold,
  fit: (learners, params) => fitWeights(learners, params, revisionV1Fold.contexts),
  libraries: [LIBRARY, ZONE_DATA],
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['revision v1'],
})
export class RevisionV1Algorithm implements Algorithm<RevisionV1Params, RevisionV1Input, RevisionV1Output> {
  /**
   * @throws InvalidInputError when a card is there twice or contradicts itself, the time zone is not known, or a review breaks a
   * rule and is not to be left out: it repeats an id with different content, is after `now`, or not after its card's last event;
   * or when there would be more cards than an input may have
   */
  compute(
    params: Readonly<RevisionV1Params>,
    input: Readonly<RevisionV1Input>,
    unfit: readonly Problem[] = [],
  ): RevisionV1Output {
    const problems = new Problems();
    const { report } = problems;
    const deck = new Deck(input, { settings: params, scheduler: schedulerOf(params), unfit, report });
    problems.settle(reject);
    return deck.revised();
  }
}
