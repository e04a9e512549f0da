import { NotFittedError } from '../../authoring/fit.js';
import { drawnTowards } from './drawn-towards.js';
import { solved } from './solved.js';

/** Features of answers with their outcomes; each answer has the same weight. */
export interface Sample {
  rows: number[][];
  outcomes: number[];
}

const RIDGE = 1e-6;
const ENOUGH = 1e-9;
const MOST_STEPS = 50;

/**
 * The weights of a logistic regression that make its answers likeliest, with none below 0 but for the first one, the constant. Each
 * sample counts the same, however many answers it has.
 *
 * By Newton's method (iteratively reweighted least squares) for the weights that are not held at 0, and an active set of these:
 * Lawson & Hanson 1974, Solving Least Squares Problems, ch. 23.
 *
 * @throws NotFittedError where they do not settle
 */
export function fittedWeights(samples: readonly Sample[]): number[] {
  const all = samples[0]!.rows[0]!.map((_, index) => index);
  let free = all;
  // Any weights above 0 would do. From round to round the answers become likelier, so that no set of free weights comes back.
  let weights = all.map(() => 1);
  for (let round = 0; round < MOST_STEPS; round += 1) {
    const best = newton(samples, free, all.length);
    const shareTo0 = (index: number) => weights[index]! / (weights[index]! - best[index]!);
    const below = free.filter((index) => index > 0 && best[index]! < 0);
    if (below.length > 0) {
      const first = below.reduce((one, other) => (shareTo0(other) < shareTo0(one) ? other : one));
      weights = drawnTowards(weights, best, shareTo0(first)).with(first, 0);
      free = free.filter((index) => index !== first);
      continue;
    }
    weights = best;
    const gradient = gradientAt(samples, best);
    const rising = all.filter((index) => !free.includes(index) && gradient[index]! > ENOUGH);
    if (rising.length === 0) return best;
    const steepest = rising.reduce((one, other) => (gradient[other]! > gradient[one]! ? other : one));
    free = all.filter((index) => index === steepest || free.includes(index));
  }
  throw unsettled();
}

const unsettled = (): Error => new NotFittedError(`The weights did not settle in ${MOST_STEPS} steps.`);

const chanceOf = (row: readonly number[], weights: readonly number[]): number => {
  let logit = 0;
  for (let index = 0; index < row.length; index += 1) logit += weights[index]! * row[index]!;
  return 1 / (1 + Math.exp(-logit));
};

/** How much likelier the answers become with each weight, per unit of it. */
function gradientAt(samples: readonly Sample[], weights: readonly number[]): number[] {
  const gradient = weights.map((weight) => -RIDGE * weight);
  for (const { rows, outcomes } of samples) {
    rows.forEach((row, answer) => {
      const surprise = (outcomes[answer]! - chanceOf(row, weights)) / rows.length;
      row.forEach((value, index) => (gradient[index]! += value * surprise));
    });
  }
  return gradient;
}

function newton(samples: readonly Sample[], free: readonly number[], count: number): number[] {
  const weights = Array<number>(count).fill(0);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const gradient = free.map((index) => -RIDGE * weights[index]!);
    const curvature = free.map((_, row) => free.map((_index, column) => (row === column ? RIDGE : 0)));
    for (const { rows, outcomes } of samples) {
      for (let answer = 0; answer < rows.length; answer += 1) {
        const row = rows[answer]!;
        const p = chanceOf(row, weights);
        const [surprise, information] = [(outcomes[answer]! - p) / rows.length, (p * (1 - p)) / rows.length];
        for (let at = 0; at < free.length; at += 1) {
          const value = row[free[at]!]!;
          gradient[at]! += value * surprise;
          for (let to = 0; to < free.length; to += 1) curvature[at]![to]! += value * row[free[to]!]! * information;
        }
      }
    }
    const moves = solved(curvature, gradient);
    free.forEach((index, at) => (weights[index]! += moves[at]!));
    if (moves.every((move) => Math.abs(move) < ENOUGH)) return weights;
  }
  throw unsettled();
}
