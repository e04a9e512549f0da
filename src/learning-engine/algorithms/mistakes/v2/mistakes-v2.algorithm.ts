import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import { indexById } from '../../../kit/index-by-id.js';
import { type Problem, Problems, type Report } from '../../../json/problem.js';
import { MistakesV2Input } from './mistakes-v2.contract.js';
import { analyseDistractors } from './mistakes-v2.distractors.js';
import { functioningOf } from './mistakes-v2.functioning.js';
import { checkKnown, showKnown } from './mistakes-v2.known.js';
import { MistakesV2Output } from './mistakes-v2.output.js';
import { findPairs } from './mistakes-v2.pairs.js';
import { MistakesV2Params } from './mistakes-v2.params.js';
import { firstResponses, type Responses } from './mistakes-v2.responses.js';
import { Tally } from './mistakes-v2.tally.js';

/** Where learners answered less than this share of the questions, right answers alone do not tell how able they are. */
const LEAST_COVERAGE = 0.75;
const reject = rejectInputOf('mistakes', 'v2');

/**
 * Common mistakes, version 2: mistakes that go together more than ability explains.
 *
 * Of each learner and question the first answer in the last `lookback_days` counts. Learners are put into classes of ability
 * by their answers to the other questions than those that are looked at. In each class two mistakes of learners who differ in
 * nothing else are independent; the exact distribution of the number of learners who made both, given how many made each, is
 * the convolution of the hypergeometric distributions of the classes (Mantel & Haenszel 1959). What the classes leave of
 * ability is alike for all pairs: the odds ratio that all pairs have in common, if it is above 1, takes the place of
 * independence (Fisher's noncentral hypergeometric distribution). False discoveries are controlled over all pairs that could
 * have been found, over all common mistakes, and over all suspect keys (Benjamini & Hochberg 1995).
 *
 * A wrong option casts doubt on the key when those who chose it are abler than the others, more than those who chose the key.
 *
 * All that is needed of the answers are counts, which add up over learners: an exam of any number of learners can be sent in
 * parts, each with the counts of those before.
 */
@LearningAlgorithm({
  key: 'mistakes',
  version: 'v2',
  params: MistakesV2Params,
  input: MistakesV2Input,
  output: MistakesV2Output,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['mistakes v2'],
})
export class MistakesV2Algorithm implements Algorithm<MistakesV2Params, MistakesV2Input, MistakesV2Output> {
  /**
   * @throws InvalidInputError when a row is there twice or names a question or an option that does not exist; when counts are
   * of other questions or later than `now`; when learners answered different questions of which difficulties are not given; when
   * there are too many counts; or when an attempt breaks a rule and is not to be left out
   */
  compute(
    params: Readonly<MistakesV2Params>,
    input: Readonly<MistakesV2Input>,
    unfit: readonly Problem[] = [],
  ): MistakesV2Output {
    const problems = new Problems();
    const { report } = problems;
    const responses = firstResponses(input, unfit, params.lookback_days, report);
    const groups = indexById(input.groups ?? [], { list: 'groups', id: 'learner_id', report });
    checkKnown(input.known ?? [], responses, report);
    const tally = new Tally(responses, reject);
    if (input.counts) addCounts(input.counts, input.now, tally, report);
    problems.settle(reject);

    tally.add(new Map([...groups].map(([learner, { group }]) => [learner, group])));
    const { questions, leftOut } = responses;
    checkCoverage(questions, tally);
    const { distractors, suspects } = analyseDistractors(params, questions, tally);
    return {
      distractors,
      pairs: findPairs(params, questions, tally, reject),
      suspects,
      ...(input.known && { known: showKnown(input.known, responses, tally, params.interval_z) }),
      functioning: functioningOf(questions, tally, params.interval_z),
      ...(input.with_counts && { counts: tally.toCounts(input.now) }),
      ...(leftOut && { left_out: leftOut }),
    };
  }
}

function addCounts(counts: NonNullable<MistakesV2Input['counts']>, now: string, tally: Tally, report: Report): void {
  if (Date.parse(counts.now) > Date.parse(now)) report(['counts', 'now'], 'must not be after now');
  indexById(counts.questions, { list: 'counts.questions', id: 'question_id', report });
  tally.addCounts(counts, report);
}

function checkCoverage(questions: Responses['questions'], tally: Tally): void {
  const cells = tally.learners * questions.length;
  const answers = tally.choices.reduce((sum, counts) => counts.reduce((own, count) => own + count, sum), 0);
  if (cells === 0 || answers / cells >= LEAST_COVERAGE || questions[0]!.difficulty !== undefined) return;
  reject(
    ['questions', 0, 'difficulty'],
    `must be there, of all questions: learners answered ${Math.floor((100 * answers) / cells)} % of them, and right answers to different questions do not compare. difficulty estimates it`,
  );
}
