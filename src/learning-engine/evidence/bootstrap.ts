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

/** The mean over the answers of many learners, with its bootstrap interval: as `estimates`, of one mean. */
export const estimate = (shares: readonly Share[], options: BootstrapOptions): Estimate =>
  estimates([shares.map(({ sum }) => sum)], shares.map(({ answers }) => answers), options)[0]!; // prettier-ignore

/**
 * Means over the answers of many learners, with their bootstrap intervals. Learners are drawn, not answers, because those of one
 * learner are alike; for all means the same ones. Studentized (Efron & Tibshirani 1993, An Introduction to the Bootstrap, 12.5): plain
 * percentiles are too narrow for few learners.
 *
 * @param sums of each mean: one for each learner, in an order that is their own
 * @param answers of each learner
 */
export function estimates(
  sums: readonly (readonly number[])[],
  answers: readonly number[],
  { seed, resamples = 2000 }: BootstrapOptions,
): Estimate[] {
  const all = answers.map((_, index) => index);
  const found = sums.map((of) => ({ of, ...ratio(of, answers, all), deviations: [] as number[] }));
  const open = answers.length < FEWEST_LEARNERS ? [] : found.filter(({ error }) => error > 0);
  const numbers = draws(seed);
  for (let n = 0; n < resamples && open.length > 0; n += 1) {
    const drawn = all.map(() => Math.floor(numbers.next().value * all.length));
    for (const { of, mean, deviations } of open) {
      const again = ratio(of, answers, drawn);
      if (again.error > 0) deviations.push((again.mean - mean) / again.error);
    }
  }
  return found.map(({ mean, error, deviations }) => {
    if (deviations.length === 0) return { mean, interval: null };
    deviations.sort((one, other) => one - other);
    const quantile = (share: number) => deviations[Math.round(share * (deviations.length - 1))]!;
    return { mean, interval: [mean - quantile(0.975) * error, mean - quantile(0.025) * error] };
  });
}

export interface BootstrapOptions {
  seed: string;
  /** How often learners are drawn anew. Default 2,000. */
  resamples?: number;
}

/** A ratio of two sums over the learners that are drawn, and its standard error (Cochran 1977, Sampling Techniques, 6.3). */
export function ratio(
  sums: readonly number[],
  answers: readonly number[],
  drawn: readonly number[],
): { mean: number; error: number } {
  let sum = 0;
  let count = 0;
  for (const index of drawn) {
    sum += sums[index]!;
    count += answers[index]!;
  }
  const mean = sum / count;
  let squares = 0;
  for (const index of drawn) squares += (sums[index]! - mean * answers[index]!) ** 2;
  const n = drawn.length;
  return { mean, error: Math.sqrt((squares * n) / (n - 1)) / count };
}
