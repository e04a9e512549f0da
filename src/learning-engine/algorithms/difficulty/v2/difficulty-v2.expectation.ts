import { type Responses } from './difficulty-v2.bank.js';

/** Abilities at which the normal distribution of learners is evaluated. */
const POINTS = 41;
export const ABILITIES = Float64Array.from({ length: POINTS }, (_, point) => ((point - 20) * 3) / 10);
const LOG_WEIGHTS = logWeights();

/** Of each item the logarithm of its discrimination, and its difficulty. */
export interface ItemParameters {
  logSlopes: Float64Array;
  difficulties: Float64Array;
}

/** Learners who are expected at each ability: of each item those who answered, and those who were right. */
export interface Expected {
  answers: Float64Array;
  right: Float64Array;
  logLikelihood: number;
}

export const COUNT = POINTS;

/** ln P(right) and ln P(wrong) of each item at each ability. */
export function logTables({ logSlopes, difficulties }: ItemParameters): [right: Float64Array, wrong: Float64Array] {
  const right = new Float64Array(logSlopes.length * POINTS);
  const wrong = new Float64Array(right.length);
  for (let item = 0; item < logSlopes.length; item += 1) {
    const slope = Math.exp(logSlopes[item]!);
    for (let point = 0; point < POINTS; point += 1) {
      const z = slope * (ABILITIES[point]! - difficulties[item]!);
      const small = Math.log1p(Math.exp(-Math.abs(z)));
      right[item * POINTS + point] = Math.min(z, 0) - small;
      wrong[item * POINTS + point] = Math.min(-z, 0) - small;
    }
  }
  return [right, wrong];
}

/**
 * Calls `use` for each learner with the probability of each ability given the answers, an array that is used again, and tells the
 * log-likelihood of all answers.
 */
export function eachLearner(
  { starts, items, right }: Responses,
  [logRight, logWrong]: readonly [Float64Array, Float64Array],
  use: (learner: number, posterior: Float64Array) => void,
): number {
  const posterior = new Float64Array(POINTS);
  let logLikelihood = 0;
  for (let learner = 0; learner + 1 < starts.length; learner += 1) {
    posterior.set(LOG_WEIGHTS);
    for (let answer = starts[learner]!; answer < starts[learner + 1]!; answer += 1) {
      const table = right[answer] === 1 ? logRight : logWrong;
      const from = items[answer]! * POINTS;
      for (let point = 0; point < POINTS; point += 1) posterior[point]! += table[from + point]!;
    }
    let highest = -Infinity;
    for (let point = 0; point < POINTS; point += 1) highest = Math.max(highest, posterior[point]!);
    let total = 0;
    for (let point = 0; point < POINTS; point += 1) {
      const weight = Math.exp(posterior[point]! - highest);
      posterior[point] = weight;
      total += weight;
    }
    for (let point = 0; point < POINTS; point += 1) posterior[point]! /= total;
    logLikelihood += highest + Math.log(total);
    use(learner, posterior);
  }
  return logLikelihood;
}

/** The expectation of Bock & Aitkin 1981. */
export function expectationOf(responses: Responses, parameters: ItemParameters): Expected {
  const { starts, items, right } = responses;
  const expected = new Float64Array(parameters.logSlopes.length * POINTS);
  const expectedRight = new Float64Array(expected.length);
  const logLikelihood = eachLearner(responses, logTables(parameters), (learner, posterior) => {
    for (let answer = starts[learner]!; answer < starts[learner + 1]!; answer += 1) {
      const from = items[answer]! * POINTS;
      for (let point = 0; point < POINTS; point += 1) expected[from + point]! += posterior[point]!;
      if (right[answer] === 0) continue;
      for (let point = 0; point < POINTS; point += 1) expectedRight[from + point]! += posterior[point]!;
    }
  });
  return { answers: expected, right: expectedRight, logLikelihood };
}

function logWeights(): Float64Array {
  const total = ABILITIES.reduce((sum, ability) => sum + Math.exp(-(ability * ability) / 2), 0);
  return ABILITIES.map((ability) => -(ability * ability) / 2 - Math.log(total));
}
