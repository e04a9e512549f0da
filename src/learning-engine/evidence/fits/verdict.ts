import { normalTail } from '../../kit/statistics.js';
import { type Estimate, type Share } from '../bootstrap.js';
import { estimate, ratio } from '../bootstrap.js';

/** How much worse predictions are, in log loss per answer: below 0 is better. */
export type Difference = {
  mean: number;
  /** Standard error over learners. */
  se: number;
  /** 95 % bootstrap interval over learners; null for fewer than five. */
  interval: [number, number] | null;
  learners: number;
};

/** What a candidate is held against. */
export type Differences = { active: Difference; default: Difference; constant: Difference };

/** Of false acceptances, over all looks at one active set together. */
const BUDGET = 0.05;

/** The part of the budget that a look may spend, from 1 on: 6 / pi^2 / n^2 of it, so that all looks together, however many, spend it once. */
export const alphaOf = (look: number): number => (BUDGET * 6) / (Math.PI ** 2 * look ** 2);

/** By learners, what one contender lost more than another. */
export function differenceOf(shares: readonly Share[]): Difference {
  const { mean, interval }: Estimate = estimate(shares, { seed: 'fit' });
  const [sums, answers] = [shares.map(({ sum }) => sum), shares.map((share) => share.answers)];
  const { error } = ratio(sums, answers, [...shares.keys()]);
  return { mean, se: error, interval, learners: shares.length };
}

/** Better at a level: by the quantile of Student's t for so many learners, and by the interval. */
const isBetter = ({ mean, se, interval, learners }: Difference, alpha: number): boolean =>
  interval !== null && interval[1] < 0 && mean + studentQuantile(alpha, learners - 1) * se < 0;

/**
 * Why a candidate is not taken; undefined where it is. It has to be better than the active set and better than a constant, both at the level of
 * this look: where nothing can be predicted, a set with smaller weights is better than the active one each night, and the constant alone
 * keeps it out. And it must not be clearly worse than the defaults.
 */
export function objection({ active, default: defaults, constant }: Differences, look: number): string | undefined {
  const alpha = alphaOf(look);
  if (!isBetter(constant, alpha)) return 'It does not predict better than a constant, at the level of this look.';
  if (!isBetter(active, alpha)) return 'It does not predict better than the active set, at the level of this look.';
  if (defaults.interval !== null && defaults.interval[0] > 0) return 'It predicts worse than the defaults.';
  return undefined;
}

/** From the quantile of the normal distribution, by the expansion of Cornish and Fisher: Abramowitz & Stegun 26.7.5. */
export function studentQuantile(alpha: number, freedom: number): number {
  const z = normalQuantile(alpha);
  const [first, second] = [(z ** 3 + z) / 4, (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96];
  return z + first / freedom + second / freedom ** 2;
}

/** Which z is passed with the probability alpha, up to 0.5. */
function normalQuantile(alpha: number): number {
  let [low, high] = [0, 40];
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > alpha) low = middle;
    else high = middle;
  }
  return low;
}
