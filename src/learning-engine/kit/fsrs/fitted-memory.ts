import { NotFittedError } from '../../authoring/fit.js';
import { solved } from '../fitting/solved.js';
import { type CardReview, MemorySlopes } from './memory-slopes.js';
import { boundsOf } from './weights.js';

/** How far weights of other learners are from the common ones: by a share of each, and by so much at least. */
const SPREAD = { share: 0.5, least: 0.05 };
/** Of a prediction that is nearly sure: one result must not decide all. */
const LEAST_DOUBT = 1e-4;
const ENOUGH = 1e-7;
const MOST_STEPS = 100;
const DAMPING = { first: 1e-3, less: 0.3, more: 4, most: 1e9 };

interface Sums {
  /** Of the predicted reviews and of the weights themselves: minus the logarithm of how likely they are. */
  loss: number;
  /** How much more likely they get with each weight. */
  rise: number[];
  /** Fisher's information on the weights. */
  curvature: number[][];
}

/**
 * The weights of FSRS-6 that make the results of reviews likeliest, given how far weights differ between learners: the most probable
 * ones after the reviews. By Fisher scoring, damped after Levenberg and Marquardt, within the bounds of the weights.
 *
 * @param cards reviews of each card, from its first one on
 * @param common 21 weights
 * @throws NotFittedError where they do not settle
 */
export function fittedMemory(
  cards: readonly (readonly CardReview[])[],
  common: readonly number[],
  isShortTerm: boolean,
): number[] {
  const bounds = boundsOf(isShortTerm);
  const spread = common.map((weight) => Math.max(SPREAD.least, SPREAD.share * Math.abs(weight)));
  const summed = (w: readonly number[]) => sumsOf(cards, w, { common, spread, isShortTerm });
  let weights = common.map((weight, at) => Math.min(Math.max(weight, bounds[at]![0]), bounds[at]![1]));
  let [sums, damping] = [summed(weights), DAMPING.first];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = moved(weights, sums, damping, bounds);
    const after = summed(next);
    const gain = sums.loss - after.loss;
    if (gain >= 0) {
      [weights, sums] = [next, after];
      if (gain < ENOUGH * (1 + Math.abs(after.loss))) return weights;
      damping *= DAMPING.less;
    } else {
      damping *= DAMPING.more;
      if (damping > DAMPING.most) return weights;
    }
  }
  throw new NotFittedError(`The weights did not settle in ${MOST_STEPS} steps.`);
}

/** A step, in which weights at a bound stay there where more of the same would be likelier. */
function moved(
  weights: readonly number[],
  { rise, curvature }: Sums,
  damping: number,
  bounds: ReturnType<typeof boundsOf>,
): number[] {
  const isHeld = (at: number) => (rise[at]! > 0 ? weights[at]! >= bounds[at]![1] : weights[at]! <= bounds[at]![0]);
  const free = [...weights.keys()].filter((at) => !isHeld(at));
  const matrix = free.map((row) => free.map((column) => curvature[row]![column]! * (row === column ? 1 + damping : 1)));
  const moves = solved(matrix, free.map((at) => rise[at]!)); // prettier-ignore
  const next = [...weights];
  free.forEach((at, index) => {
    next[at] = Math.min(Math.max(weights[at]! + moves[index]!, bounds[at]![0]), bounds[at]![1]);
  });
  return next;
}

function sumsOf(
  cards: readonly (readonly CardReview[])[],
  weights: readonly number[],
  given: { common: readonly number[]; spread: readonly number[]; isShortTerm: boolean },
): Sums {
  const count = weights.length;
  const far = weights.map((weight, at) => (weight - given.common[at]!) / given.spread[at]!);
  let loss = far.reduce((sum, one) => sum + one ** 2 / 2, 0);
  const rise = Float64Array.from(far, (one, at) => -one / given.spread[at]!);
  const information = new Float64Array(count * count);
  const memory = new MemorySlopes(weights, given.isShortTerm);
  for (const reviews of cards) {
    memory.follow(reviews, (recall, slopes, { grade }) => {
      const p = Math.min(Math.max(recall, LEAST_DOUBT), 1 - LEAST_DOUBT);
      const isRight = grade > 1;
      loss -= Math.log(isRight ? p : 1 - p);
      const [surprise, sharpness] = [isRight ? 1 / p : -1 / (1 - p), 1 / (p * (1 - p))];
      for (let row = 0; row < count; row += 1) {
        const slope = slopes[row]!;
        if (slope === 0) continue;
        rise[row]! += surprise * slope;
        for (let column = 0; column <= row; column += 1)
          information[row * count + column]! += sharpness * slope * slopes[column]!;
      }
    });
  }
  const curvature = weights.map((_, row) =>
    weights.map((_weight, column) => {
      const found = information[Math.max(row, column) * count + Math.min(row, column)]!;
      return row === column ? found + given.spread[row]! ** -2 : found;
    }),
  );
  return { loss, rise: [...rise], curvature };
}
