import { draws } from './draws.js';

/** What one learner adds to a mean over answers. */
export interface Share {
  sum: number;
  answers: number;
}

/** A mean over answers, and how far it may be from that of all such learners. */
export interface Estimate {
  mean: number;
  /** 95 % interval; null for fewer than five learners, and where all learners agree. */
  interval: [number, number] | null;
}

const FEWEST_LEARNERS = 5;

/**
 * The mean over the answers of many learners, with its bootstrap interval. Learners are drawn, not answers, because those of one
 * learner are alike. Studentized (Efron & Tibshirani 1993, An Introduction to the Bootstrap, 12.5): plain percentiles are too
 * narrow for few learners.
 *
 * @param shares one for each learner, in an order that is their own
 */
export function estimate(shares: readonly Share[], { seed, resamples = 2000 }: BootstrapOptions): Estimate {
  const found = ratio(shares);
  if (shares.length < FEWEST_LEARNERS || !(found.error > 0)) return { mean: found.mean, interval: null };
  const numbers = draws(seed);
  const deviations: number[] = [];
  for (let n = 0; n < resamples; n += 1) {
    const drawn = shares.map(() => shares[Math.floor(numbers.next().value * shares.length)]!);
    const { mean, error } = ratio(drawn);
    if (error > 0) deviations.push((mean - found.mean) / error);
  }
  deviations.sort((one, other) => one - other);
  const quantile = (share: number) => deviations[Math.round(share * (deviations.length - 1))]!;
  return {
    mean: found.mean,
    interval: [found.mean - quantile(0.975) * found.error, found.mean - quantile(0.025) * found.error],
  };
}

export interface BootstrapOptions {
  seed: string;
  /** How often learners are drawn anew. Default 2,000. */
  resamples?: number;
}

/** A ratio of two sums over learners, and its standard error (Cochran 1977, Sampling Techniques, 6.3). */
function ratio(shares: readonly Share[]): { mean: number; error: number } {
  let sum = 0;
  let answers = 0;
  for (const share of shares) {
    sum += share.sum;
    answers += share.answers;
  }
  const mean = sum / answers;
  let squares = 0;
  for (const share of shares) squares += (share.sum - mean * share.answers) ** 2;
  const n = shares.length;
  return { mean, error: Math.sqrt((squares * n) / (n - 1)) / answers };
}
