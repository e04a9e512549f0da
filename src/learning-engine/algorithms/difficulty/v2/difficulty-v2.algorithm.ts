import { type Algorithm } from '../../../authoring/algorithm.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import { Problems } from '../../../json/problem.js';
import { type Bank, type BankItem, bankOf } from './difficulty-v2.bank.js';
import { DifficultyV2Input } from './difficulty-v2.contract.js';
import { driftsOf, middlesOf } from './difficulty-v2.drift.js';
import { errorsOf } from './difficulty-v2.errors.js';
import { fitted, slopeGroupsOf, startOf } from './difficulty-v2.fit.js';
import { informationOf } from './difficulty-v2.information.js';
import { isUnbounded } from './difficulty-v2.maximization.js';
import { type DifficultyV2ItemEstimate, DifficultyV2Output } from './difficulty-v2.output.js';
import { DifficultyV2Params } from './difficulty-v2.params.js';

const reject = rejectInputOf('difficulty', 'v2');

/** What the model says of an item. */
type Estimate = Pick<
  DifficultyV2ItemEstimate,
  'difficulty' | 'se' | 'discrimination' | 'discrimination_se' | 'own_discrimination' | 'drift'
>;

const NO_ESTIMATE: Estimate = {
  ...{ difficulty: null, se: null, discrimination: null, discrimination_se: null },
  ...{ own_discrimination: false, drift: null },
};

/**
 * Difficulty assessment, version 2: the two-parameter logistic model by marginal maximum likelihood. Bock & Aitkin 1981,
 * Psychometrika 46:443-459, doi 10.1007/BF02293801.
 *
 *     P(right) = 1 / (1 + e^(-a (theta - b))),  theta normal with mean 0 and deviation 1
 *
 * Answers of all learners to a whole bank at once. Items with few answers have one discrimination in common (Rasch). Abilities are
 * the mean of their distribution given the answers (EAP), with its deviation. Only items that learners link with each other are on
 * one scale: what is not is said, and gets no number. Which items a learner had may depend on the answers that are there, as with
 * adaptive tests.
 *
 * Neither the order of learners nor that of answers changes anything. O(answers) per step, some tens to hundreds of steps.
 */
@LearningAlgorithm({
  key: 'difficulty',
  version: 'v2',
  params: DifficultyV2Params,
  input: DifficultyV2Input,
  output: DifficultyV2Output,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['difficulty v2'],
})
export class DifficultyV2Algorithm implements Algorithm<DifficultyV2Params, DifficultyV2Input, DifficultyV2Output> {
  /**
   * @throws InvalidInputError when an item or a learner is there twice, a learner answers an item twice, or there are too many
   * answers or items
   */
  compute(params: Readonly<DifficultyV2Params>, input: Readonly<DifficultyV2Input>): DifficultyV2Output {
    const problems = new Problems();
    const bank = bankOf(input, problems.report);
    problems.settle(reject);

    const { estimated, responses } = bank;
    const groups = slopeGroupsOf(estimated, params);
    const { parameters, steps, converged } = fitted(responses, startOf(estimated, groups), groups, params);
    const information = informationOf(responses, parameters, middlesOf(responses, estimated.length));
    const errors = errorsOf(parameters, information, groups, params);
    const drifts = driftsOf(information.items, params.fdr);
    const owners = new Set(groups.filter(({ length }) => length === 1).flat());
    const estimates = new Map<BankItem, Estimate>();
    estimated.forEach((item, place) => {
      if (isUnbounded(parameters, place) || !Number.isFinite(errors.slope[place])) item.status = 'unbounded';
      else {
        estimates.set(item, {
          difficulty: parameters.difficulties[place]!,
          se: errors.difficulty[place]!,
          discrimination: Math.exp(parameters.logSlopes[place]!),
          discrimination_se: errors.slope[place]!,
          own_discrimination: owners.has(place) && item.answers >= params.own_discrimination_from,
          drift: drifts[place]!,
        });
      }
    });
    return {
      items: bank.items.map((item) => itemEstimate(item, estimates.get(item) ?? NO_ESTIMATE, params)),
      learners: bank.learners.map((learner_id, index) => ({
        learner_id,
        ...{ theta: information.abilities[index]!, se: information.errors[index]! },
        answers: responses.starts[index + 1]! - responses.starts[index]!,
      })),
      fit: { log_likelihood: information.logLikelihood, steps, converged, ...sizesOf(bank) },
    };
  }
}

const itemEstimate = (
  { id, status, answers, right }: BankItem,
  estimate: Estimate,
  { min_attempts }: DifficultyV2Params,
): DifficultyV2ItemEstimate => ({
  ...{ item_id: id, status, ...estimate, answers },
  share_right: answers === 0 ? null : right / answers,
  provisional: answers < min_attempts,
});

function sizesOf({ estimated, responses: { starts, items } }: Bank): Record<'items' | 'learners' | 'answers', number> {
  const learners = starts.subarray(1).reduce((sum, end, index) => sum + Number(end > starts[index]!), 0);
  return { items: estimated.length, learners, answers: items.length };
}
