import { type Algorithm } from '../../../authoring/algorithm.js';
import { fillSlots } from '../../../kit/fill-slots.js';
import { indexById } from '../../../kit/index-by-id.js';
import { compareTexts, isWithin } from '../../../kit/order.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { Problems, type Report } from '../../../json/problem.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import { type AdaptiveV1Candidate, AdaptiveV1Input, AdaptiveV1Output } from './adaptive-v1.contract.js';
import { AdaptiveV1Params } from './adaptive-v1.params.js';
import { type Scored, scoreOf, shiftedTarget } from './adaptive-v1.score.js';
import { adaptiveV1Selector } from './adaptive-v1.selector.js';

const HOUR = 3600;
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
    const { learner, seed, count } = input;
    const now = Date.parse(input.now);
    const target = shiftedTarget(params.target_accuracy, learner.rolling_success);
    const problems = new Problems();
    const open = openCandidates(params, input.candidates, now, problems.report);
    problems.settle(reject);
    const considered = open.map(({ candidate, seconds }) => scoreOf(params, target, learner, candidate, seconds));
    const items = fillSlots(considered, {
      ...{ count, seed: `${seed}|${now}`, compare },
      explorationRate: params.exploration_rate,
      mayExplore: ({ probability }) => isWithin(Math.abs(probability - target), params.exploration_band),
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

/** The better one first: by score, then by id. */
const compare = (one: Scored, other: Scored): number =>
  other.rank - one.rank || compareTexts(one.candidate.item_id, other.candidate.item_id);

interface Open {
  candidate: AdaptiveV1Candidate;
  /** Since this learner saw it last, or null. */
  seconds: number | null;
}

/** Those that were not seen lately. */
function openCandidates(
  { exclude_seen_within_hours }: AdaptiveV1Params,
  candidates: readonly AdaptiveV1Candidate[],
  now: number,
  report: Report,
): Open[] {
  indexById(candidates, { list: 'candidates', id: 'item_id', report });
  const open: Open[] = [];
  candidates.forEach((candidate, index) => {
    const { last_seen_at } = candidate;
    const seconds = last_seen_at === null ? null : (now - Date.parse(last_seen_at)) / 1000;
    if (seconds !== null && seconds < 0) report(['candidates', index, 'last_seen_at'], 'must not be after now');
    if (seconds === null || seconds >= exclude_seen_within_hours * HOUR) open.push({ candidate, seconds });
  });
  return open;
}
