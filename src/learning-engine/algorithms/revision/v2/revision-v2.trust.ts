import { oneMore } from '../../../kit/count.js';
import { type RevisionV2Learner } from './revision-v2.contract.js';
import { type RevisionV2Params } from './revision-v2.params.js';

/** An average of ten results or so says of no probability that it is closer to 0 or 1. */
const AVERAGE = { least: 0.01, most: 0.99 };
/** One result must not decide all that is to come, however sure the model was of the other one. */
const RECALL = { least: 0.001, most: 0.999 };

const within = (value: number, { least, most }: { least: number; most: number }): number =>
  Math.min(Math.max(value, least), most);

/** Before any review results are expected to be as those that the model schedules for. */
export const newLearner = ({ model_prior, request_retention }: Readonly<RevisionV2Params>): RevisionV2Learner => ({
  ...{ model_trust: model_prior, average: within(request_retention, AVERAGE), reviews: 0 },
});

/**
 * The probability of a right answer: a mean of what the model and the learner's moving average say, weighted by how far each is
 * trusted. It is that of a Bayesian mixture of the two.
 */
export const probabilityOf = ({ model_trust, average }: RevisionV2Learner, recall: number): number =>
  model_trust * recall + (1 - model_trust) * average;

/**
 * What is known of the learner after a review: Bayes' rule for the trust in the model, of which a small share returns to where it
 * began, so that it can change again (fixed share, Herbster & Warmuth 1998, Machine Learning 32:151-178). That share costs up to
 * -ln(1 - trust_drift model_prior) at each review where the average is the better one, and with 1 - model_prior where the model is.
 */
export function learnerAfter(
  { model_prior, trust_drift, result_decay }: Readonly<RevisionV2Params>,
  { model_trust, average, reviews }: RevisionV2Learner,
  recall: number,
  isRight: boolean,
): RevisionV2Learner {
  const likelihood = (p: number): number => (isRight ? p : 1 - p);
  const ofModel = model_trust * likelihood(within(recall, RECALL));
  const found = ofModel / (ofModel + (1 - model_trust) * likelihood(average));
  return {
    model_trust: found + trust_drift * (model_prior - found),
    average: within(average + (1 - result_decay) * (Number(isRight) - average), AVERAGE),
    reviews: oneMore(reviews),
  };
}
