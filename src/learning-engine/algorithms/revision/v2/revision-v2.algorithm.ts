import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import { type Problem, Problems } from '../../../json/problem.js';
import { ZONE_DATA } from '../../../kit/fsrs/days.js';
import { Deck } from '../../../kit/fsrs/deck.js';
import { fitWeights } from '../../../kit/fsrs/fit-weights.js';
import { isRight } from '../../../kit/fsrs/schedule.js';
import { LIBRARY, schedulerOf } from '../../../kit/fsrs/scheduler.js';
import { RevisionV2Input, RevisionV2Output } from './revision-v2.contract.js';
import { revisionV2Fold } from './revision-v2.fold.js';
import { RevisionV2Params } from './revision-v2.params.js';
import { learnerAfter, newLearner, probabilityOf } from './revision-v2.trust.js';
import { settingsFor } from './revision-v2.weights.js';

const reject = rejectInputOf('revision', 'v2');

/**
 * Revision scheduling, version 2: FSRS-6 as in version 1, with weights of the learner's own, and a probability of a right answer
 * that learns from the learner's results how far to trust the model.
 *
 *     w           = params.w + n / (n + own_weights_half) (own - params.w), own fitted to n reviews of the learner
 *     P(right)    = T R + (1 - T) A
 *     T           = P(model | results), by Bayes' rule, and a share trust_drift of it returns to model_prior
 *     A           = moving average of the learner's results
 *
 * Over n reviews with R from .001 to .999 the log loss of P(right) exceeds that of R by at most
 * -ln model_prior - n ln(1 - trust_drift (1 - model_prior)) in all, and that of A by at most
 * -ln(1 - model_prior) - n ln(1 - trust_drift model_prior), whatever the results are. What is due, and when, depends on R alone. Reviews on the day of the card's last review say nothing of the model.
 *
 * O(1) per review, O(n log n) for the queue of n cards.
 */
@LearningAlgorithm({
  key: 'revision',
  version: 'v2',
  params: RevisionV2Params,
  input: RevisionV2Input,
  output: RevisionV2Output,
  fold: revisionV2Fold,
  fit: (learners, params) => fitWeights(learners, params, revisionV2Fold.contexts),
  libraries: [LIBRARY, ZONE_DATA],
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['revision v2'],
})
export class RevisionV2Algorithm implements Algorithm<RevisionV2Params, RevisionV2Input, RevisionV2Output> {
  /**
   * @throws InvalidInputError when a card is there twice or contradicts itself, own weights cannot run with the parameters, the time
   * zone is not known, or a review breaks a rule and is not to be left out: it repeats an id with different content, is after `now`,
   * or not after its card's last event; or when there would be more cards than an input may have
   */
  compute(
    params: Readonly<RevisionV2Params>,
    input: Readonly<RevisionV2Input>,
    unfit: readonly Problem[] = [],
  ): RevisionV2Output {
    const problems = new Problems();
    const { report } = problems;
    const { settings, weights } = settingsFor(params, input, report);
    const deck = new Deck(input, { settings, scheduler: schedulerOf(settings), unfit, report });
    problems.settle(reject);

    let learner = input.learner ?? newLearner(settings);
    const { cards, ...others } = deck.revised((review, recall) => {
      if (recall !== null) learner = learnerAfter(settings, learner, recall, isRight(review));
    });
    return {
      cards: cards.map((card) => {
        const recall = deck.recallNow(card.card_id);
        return { ...card, p_correct_now: recall === null ? null : probabilityOf(learner, recall) };
      }),
      ...others,
      learner,
      weights,
    };
  }
}
