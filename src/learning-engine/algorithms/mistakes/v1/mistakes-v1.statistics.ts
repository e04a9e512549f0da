import { isLost, type LogFactorials } from '../../../kit/statistics.js';

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
