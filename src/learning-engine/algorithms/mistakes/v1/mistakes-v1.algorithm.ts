import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { type Problem } from '../../../json/problem.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import { MistakesV1Input } from './mistakes-v1.contract.js';
import { MistakesV1Output } from './mistakes-v1.output.js';
import { analyseDistractors } from './mistakes-v1.distractors.js';
import { findPairs } from './mistakes-v1.pairs.js';
import { MistakesV1Params } from './mistakes-v1.params.js';
import { firstResponses } from './mistakes-v1.responses.js';

const reject = rejectInputOf('mistakes', 'v1');

/**
 * Common mistakes, version 1: distractor analysis, and association of mistakes with control of false discoveries.
 * Haladyna & Downing 1993; Wilson 1927; Agrawal, Imieliński & Swami 1993; Merceron & Yacef, EDM 2008; Benjamini &
 * Hochberg 1995.
 *
 * Of each learner and question the first answer in the last `lookback_days` counts; no answer is neither right nor wrong.
 *
 * A wrong option is a common mistake when the lower bound of Wilson's interval of its share of the wrong answers is above
 * what it would have if all k - 1 wrong options were equally attractive. It casts doubt on the key when choosing it goes
 * with right answers to the other questions, more than choosing the key does; then it is no common mistake.
 *
 * The class rejects a key that no learner chose, or that fewer chose than by guessing (the upper bound of Wilson's interval
 * of its share is below 1 / k) without knowing more than the others (its correlation is at most
 * `suspect_key_correlation`). Then the option that most chose casts doubt on it, and none of its options is a common mistake:
 * which of them are mistakes is not known.
 *
 * Two mistakes on different questions go together when enough learners made both, lift = n11 N / (A B) is high, and
 * Fisher's exact p holds against all pairs that could have been found, among the N learners who answered both questions,
 * of whom A made the first and B the second.
 *
 * O(attempts) for the options, O(sum of m²) for the pairs of learners with m mistakes each.
 */
@LearningAlgorithm({
  key: 'mistakes',
  version: 'v1',
  params: MistakesV1Params,
  input: MistakesV1Input,
  output: MistakesV1Output,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['mistakes v1'],
})
export class MistakesV1Algorithm implements Algorithm<MistakesV1Params, MistakesV1Input, MistakesV1Output> {
  /**
   * @throws InvalidInputError when a question is there twice or has a key that is none of its options; when there are too many
   * options in all, or too many pairs of mistakes; or when an attempt breaks a rule and is not to be left out: it is after
   * `now`, repeats an id with different content, is at a question that is not listed, chooses an option that does not exist,
   * or contradicts the key
   */
  compute(
    params: Readonly<MistakesV1Params>,
    input: Readonly<MistakesV1Input>,
    unfit: readonly Problem[] = [],
  ): MistakesV1Output {
    const { responses, leftOut } = firstResponses(input, unfit, params.lookback_days, reject);
    const { distractors, suspects } = analyseDistractors(params, responses);
    const pairs = findPairs(params, responses, distractors, reject);
    return { distractors, pairs, suspects, ...(leftOut && { left_out: leftOut }) };
  }
}
