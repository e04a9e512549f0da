import { type Algorithm } from '../../../authoring/algorithm.js';
import { fillSlots } from '../../../kit/fill-slots.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { Problems } from '../../../json/problem.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import { choiceRules, openCandidates, scoredCandidates } from './adaptive-v1.candidates.js';
import { AdaptiveV1Input, AdaptiveV1Output } from './adaptive-v1.contract.js';
import { AdaptiveV1Params } from './adaptive-v1.params.js';
import { adaptiveV1Selector } from './adaptive-v1.selector.js';

const reject = rejectInputOf('adaptive', 'v1');

/**
 * Adaptive selection, version 1: questions at a target rate of success, with seeded exploration. Papoušek, Pelánek &
 * Stanislav, EDM 2014; constants as in proso-apps; Klinkenberg, Straatemeier & van der Maas 2011, Computers & Education
 * 57:1813-1824.
 *
 *     P           = guess + (1 - guess) / (1 + e^(difficulty - theta))
 *     probability = 1 - ((P* - P) / W)², W = P* if P < P* else 1 - P*, at least 0.001
 *     recency     = 0 if never seen, else -1 + log2(max(1, min(s, m))) / log2(m), s seconds ago, m recency_max_seconds
 *     count       = 0.5 / max(sqrt(n), 0.5), n earlier answers
 *     score       = their weighted sum, with 1 - p_known (0.5 if that is not given) and due (0 if not given)
 *
 * With `rolling_success` r the target shifts: P* += ((P* - r) / N) (1 - N), N = 1 - P* if r > P* else P*.
 *
 * Slots are filled in order. Slot k takes the best score, unless the draw 2k is below exploration_rate: then the draw 2k + 1
 * chooses among the open candidates, in id order, whose P is within exploration_band of P*. Draws come from the seed and from
 * `now`: with one question per request each question has a draw of its own. O(n) for the best one, O(n log k) for k.
 */
@LearningAlgorithm({
  key: 'adaptive',
  version: 'v1',
  params: AdaptiveV1Params,
  input: AdaptiveV1Input,
  output: AdaptiveV1Output,
  select: adaptiveV1Selector,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['adaptive v1'],
})
export class AdaptiveV1Algorithm implements Algorithm<AdaptiveV1Params, AdaptiveV1Input, AdaptiveV1Output> {
  /** @throws InvalidInputError when candidates are there twice, or were seen after `now` */
  compute(params: Readonly<AdaptiveV1Params>, input: Readonly<AdaptiveV1Input>): AdaptiveV1Output {
    const { seed, count } = input;
    const problems = new Problems();
    const open = openCandidates(params, input, problems.report);
    problems.settle(reject);
    const { target, scored: considered } = scoredCandidates(params, input, open);
    const items = fillSlots(considered, {
      ...{ count, seed: `${seed}|${Date.parse(input.now)}`, ...choiceRules(params, target) },
      maxPerConcept: params.max_per_concept,
    }).map(({ scored: { candidate, score, probability, parts }, explored }, index) => ({
      item_id: candidate.item_id,
      rank: index + 1,
      score,
      p_correct: probability,
      explored,
      parts,
    }));
    return { items, considered: considered.length, seed };
  }
}
