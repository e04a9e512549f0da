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
const isLost = (term: number, sum: number): boolean => sum > 0 && sum + term === sum;

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

/** Counts of learners by two mistakes: both, only the first, only the second, neither. */
export interface Table {
  n11: number;
  n10: number;
  n01: number;
  n00: number;
}

/** Fisher's exact test, one-sided: P(N11 >= n11) with the margins given. */
export function fisherTail({ coarse, fine }: LogFactorials, { n11, n10, n01, n00 }: Table): number {
  const [a, b, n] = [n11 + n10, n11 + n01, n11 + n10 + n01 + n00];
  const logOfMargins = (part: Float64Array): number => part[a]! + part[n - a]! + part[b]! + part[n - b]! - part[n]!;
  const logOfCells = (part: Float64Array, i: number): number =>
    part[i]! + part[a - i]! + part[b - i]! + part[n - a - b + i]!;
  const [ofCoarse, ofFine] = [logOfMargins(coarse), logOfMargins(fine)];
  let tail = 0;
  for (let i = n11; i <= Math.min(a, b); i += 1) {
    const term = Math.exp(ofCoarse - logOfCells(coarse, i) + (ofFine - logOfCells(fine, i)));
    if (isLost(term, tail)) break;
    tail += term;
  }
  return Math.min(1, tail);
}

/**
 * Measures of association of a table with n11 > 0. Tan, Kumar & Srivastava 2002; Merceron & Yacef, EDM 2008.
 *
 * @returns phi null when a mistake was made by all or by none
 */
export function association({ n11, n10, n01, n00 }: Table) {
  const [a, b, n] = [n11 + n10, n11 + n01, n11 + n10 + n01 + n00];
  const variance = a * b * (n - a) * (n - b);
  return {
    support: n11 / n,
    confidence: n11 / a,
    lift: (n11 * n) / (a * b),
    cosine: n11 / Math.sqrt(a * b),
    added_value: n11 / a - b / n,
    phi: variance === 0 ? null : (n11 * n00 - n10 * n01) / Math.sqrt(variance),
  };
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

/** Sums over some learners from which Pearson's correlation of a 0/1 variable with a score follows. */
export interface ScoreSums {
  learners: number;
  score: number;
  squares: number;
}

/**
 * Pearson's correlation of belonging to a group with a score.
 *
 * @param all sums over all learners
 * @param group number of learners in the group, and the sum of their scores
 * @returns null when one of the two does not vary
 */
export function groupCorrelation(all: ScoreSums, group: { learners: number; score: number }): number | null {
  const { learners: n, score, squares } = all;
  const ofGroup = n * group.learners - group.learners ** 2;
  const ofScore = n * squares - score ** 2;
  if (ofGroup <= 0 || ofScore <= 0) return null;
  const correlation = (n * group.score - group.learners * score) / (Math.sqrt(ofGroup) * Math.sqrt(ofScore));
  return Math.min(1, Math.max(-1, correlation));
}
