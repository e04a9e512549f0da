import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { abilityAfter } from '../../../kit/ability.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import { fillSlots } from '../../../kit/fill-slots.js';
import { indexById } from '../../../kit/index-by-id.js';
import { compareTexts, isWithin } from '../../../kit/order.js';
import { seededOrder } from '../../../kit/seeded-order.js';
import { Problems, type Report } from '../../../json/problem.js';
import { byRank, explorationOf, type Open, openCandidates, scoredCandidates } from './adaptive-v2.candidates.js';
import { AdaptiveV2Input } from './adaptive-v2.contract.js';
import { chooseToMeasure } from './adaptive-v2.measure.js';
import { probabilityOf } from './adaptive-v2.model.js';
import { type AdaptiveV2Measurement, AdaptiveV2Output } from './adaptive-v2.output.js';
import { AdaptiveV2Params } from './adaptive-v2.params.js';
import { type Scored } from './adaptive-v2.score.js';
import { adaptiveV2Selector } from './adaptive-v2.selector.js';

/** Of the normal distribution, for an interval of 95 %. */
const Z = 1.959963984540054;
const reject = rejectInputOf('adaptive', 'v2');

/**
 * Adaptive selection, version 2, for two purposes.
 *
 * `practice`: questions at a target rate of success, with seeded exploration, as in version 1 (Papoušek, Pelánek & Stanislav,
 * EDM 2014). Questions of equal score are ordered by the seed, so that not all learners get the same one first; a question
 * that was seen within days comes later, and later the more recently it was seen.
 *
 * `measure`: the questions that tell most about the ability. The ability follows from the answers of the test (expected a
 * posteriori). A question is drawn from the `among_best` with the largest Fisher information (Kingsbury & Zara 1989), of the
 * concept that lacks most of its share. Questions that more than `max_exposure` of the tests had are left out while there are
 * others (Revuelta & Ponsoda 1998). The measurement is done when the standard error is at most `stop_se`, after
 * `most_answers`, or when no question is left.
 *
 * O(n) for the best one, O(n log k) for k to practise, O(n k) for k to measure.
 */
@LearningAlgorithm({
  key: 'adaptive',
  version: 'v2',
  params: AdaptiveV2Params,
  input: AdaptiveV2Input,
  output: AdaptiveV2Output,
  select: adaptiveV2Selector,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['adaptive v2'],
})
export class AdaptiveV2Algorithm implements Algorithm<AdaptiveV2Params, AdaptiveV2Input, AdaptiveV2Output> {
  /**
   * @throws InvalidInputError when a question or a concept is there twice, was seen after `now`, or is a candidate and was
   * answered in this test; or when a field belongs to the other purpose, or is missing for this one
   */
  compute(params: Readonly<AdaptiveV2Params>, input: Readonly<AdaptiveV2Input>): AdaptiveV2Output {
    const problems = new Problems();
    checkPurpose(input, problems.report);
    const open = openCandidates(params, input, problems.report);
    problems.settle(reject);
    const seed = `${input.seed}|${Date.parse(input.now)}`;
    return input.purpose === 'practice' ? practise(params, input, open, seed) : measure(params, input, open, seed);
  }
}

function practise(
  params: Readonly<AdaptiveV2Params>,
  input: Readonly<AdaptiveV2Input>,
  open: readonly Open[],
  seed: string,
): AdaptiveV2Output {
  const order = seededOrder(seed);
  const compare = (one: Scored, other: Scored): number =>
    byRank(one, other) ||
    order(one.candidate.item_id) - order(other.candidate.item_id) ||
    compareTexts(one.candidate.item_id, other.candidate.item_id);
  const { target, scored } = scoredCandidates(params, input.learner!, open);
  const items = fillSlots(scored, {
    ...{ count: input.count, seed, compare, ...explorationOf(params, target) },
    maxPerConcept: params.max_per_concept,
  }).map(({ scored: { candidate, score, probability, parts }, explored }, index) => ({
    ...{ item_id: candidate.item_id, rank: index + 1, score, p_correct: probability, explored, parts },
  }));
  return { items, considered: scored.length, seed: input.seed };
}

function measure(
  params: Readonly<AdaptiveV2Params>,
  input: Readonly<AdaptiveV2Input>,
  open: readonly Open[],
  seed: string,
): AdaptiveV2Output {
  const { responses = [] } = input;
  const { theta, se } = abilityAfter(responses);
  const all = open.map(({ candidate }) => candidate);
  const rare = all.filter(({ exposure = 0 }) => exposure <= params.max_exposure);
  const considered = rare.length > 0 ? rare : all;
  const reason = whyDone(params, se, responses.length, considered.length);
  const measurement: AdaptiveV2Measurement = {
    ...{ theta, se, theta_low: theta - Z * se, theta_high: theta + Z * se },
    ...{ answers: responses.length, done: reason !== undefined, ...(reason && { reason }) },
  };
  const chosen = reason ? [] : chooseToMeasure(considered, theta, input, params.among_best, seed);
  const items = chosen.map(({ candidate, information, explored }, index) => ({
    ...{ item_id: candidate.item_id, rank: index + 1, score: information, explored },
    p_correct: probabilityOf(theta, candidate),
  }));
  return { items, considered: considered.length, seed: input.seed, measurement };
}

function whyDone(
  { stop_se, most_answers }: AdaptiveV2Params,
  se: number,
  answers: number,
  considered: number,
): AdaptiveV2Measurement['reason'] {
  if (isWithin(se, stop_se)) return 'precise';
  if (answers >= most_answers) return 'long';
  return considered === 0 ? 'empty' : undefined;
}

function checkPurpose(
  { purpose, learner, responses, concept_shares, candidates }: Readonly<AdaptiveV2Input>,
  report: Report,
): void {
  if (purpose === 'practice') {
    if (!learner) report(['learner'], 'must be there to practise');
    for (const [name, list] of Object.entries({ responses, concept_shares })) {
      if (list) report([name], 'must be left out to practise: it is for purpose measure');
    }
    return;
  }
  if (learner) report(['learner'], 'must be left out to measure: the ability follows from responses');
  const answered = indexById(responses ?? [], { list: 'responses', id: 'item_id', report });
  candidates.forEach(({ item_id }, index) => {
    if (answered.has(item_id)) report(['candidates', index, 'item_id'], 'must not be among responses');
  });
  if (!concept_shares) return;
  indexById(concept_shares, { list: 'concept_shares', id: 'concept_id', report });
  if (concept_shares.length === 0) report(['concept_shares'], 'must name a concept, or be left out');
}
