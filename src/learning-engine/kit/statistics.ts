/**
 * ln 0! to ln n!, by which binomial coefficients of any size stay finite. Each is the sum of two parts: the coarse one is a
 * multiple of 2^-20, so that sums and differences of such parts are exact, and the fine one is small. In one number the digits
 * after the point, which are all that is left of a difference, would be lost in millions.
 */
export interface LogFactorials {
  coarse: Float64Array;
  fine: Float64Array;
}

const GRID = 2 ** 20;

export function logFactorials(n: number): LogFactorials {
  const [coarse, fine] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  for (let i = 2; i <= n; i += 1) {
    const log = Math.log(i);
    const step = Math.round(log * GRID) / GRID;
    coarse[i] = coarse[i - 1]! + step;
    fine[i] = fine[i - 1]! + (log - step);
  }
  return { coarse, fine };
}

/** Whether a term changes a sum no more. The terms of a tail rise before they fall, so nor will those behind it. */
export const isLost = (term: number, sum: number): boolean => sum > 0 && sum + term === sum;

/**
 * Wilson's interval of k out of n. Wilson 1927; Newcombe 1998, Statistics in Medicine 17:857-872.
 *
 * @param z quantile of the normal distribution
 * @returns null for 0 out of 0
 */
export function wilson(k: number, n: number, z: number): { low: number; high: number } | null {
  if (n === 0) return null;
  const share = k / n;
  const spread = (z * z) / n;
  const center = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / n + spread / (4 * n));
  return { low: k === 0 ? 0 : Math.max(0, center - half), high: k === n ? 1 : Math.min(1, center + half) };
}

/** P(X >= k) for X ~ Binomial(n, p), 0 < p <= 1. */
export function binomialTail({ coarse, fine }: LogFactorials, k: number, n: number, p: number): number {
  if (k === 0 || p === 1) return 1;
  const [log, logOfRest] = [Math.log(p), Math.log1p(-p)];
  const logChoose = (part: Float64Array, i: number): number => part[n]! - part[i]! - part[n - i]!;
  let tail = 0;
  for (let i = k; i <= n; i += 1) {
    const term = Math.exp(logChoose(coarse, i) + i * log + (n - i) * logOfRest + logChoose(fine, i));
    if (isLost(term, tail)) break;
    tail += term;
  }
  return Math.min(1, tail);
}

/**
 * q-values of Benjamini & Hochberg 1995 for the smallest p-values of a family; the others count as 1.
 *
 * @param familySize number of hypotheses that were looked at, not of those that stood out
 */
export function falseDiscoveryRates(pValues: readonly number[], familySize: number): number[] {
  const ascending = [...pValues.keys()].sort((one, other) => pValues[one]! - pValues[other]!);
  const qValues = new Array<number>(pValues.length);
  let smallest = 1;
  for (let rank = ascending.length; rank >= 1; rank -= 1) {
    const index = ascending[rank - 1]!;
    smallest = Math.min(smallest, (pValues[index]! * familySize) / rank);
    qValues[index] = smallest;
  }
  return qValues;
}

/** How many terms of the series, and of the fraction, give all digits on their side of the border. */
const [SERIES, FRACTION, BORDER] = [200, 200, 3];

/** P(Z >= z) of the standard normal distribution: near 0 by its series, further out by the continued fraction of Laplace. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < BORDER) {
    let [sum, term] = [0, z];
    for (let n = 1; n <= SERIES && term > 0; n += 1) {
      sum += term;
      term *= (z * z) / (2 * n + 1);
    }
    return 0.5 - density * sum;
  }
  let fraction = z;
  for (let n = FRACTION; n >= 1; n -= 1) fraction = z + n / fraction;
  return density / fraction;
}
