import { normalTail } from '../../../kit/statistics.js';
import { STRATA } from './mistakes-v2.strata.js';

/** How much abler those who chose an option are than the others who answered the question. */
export interface Strength {
  /**
   * Of all pairs of one who chose it and one who did not, the share in which the first is abler, ties as a half: 0.5 says that
   * both are alike. Hanley & McNeil 1982, Radiology 143:29-36, for the interval.
   */
  value: number;
  low: number;
  high: number;
  /** P(at least as abler by chance), one-sided: the rank test of Wilcoxon with its ties. */
  p: number;
}

/**
 * @param choices of the question: learners by stratum of ability and option
 * @param option from 1
 * @returns null where all or none chose it, or where all are alike
 */
export function strengthOf(choices: Uint32Array, options: number, option: number, z: number): Strength | null {
  const chose = new Array<number>(STRATA).fill(0);
  const others = new Array<number>(STRATA).fill(0);
  choices.forEach((count, cell) => {
    const stratum = Math.floor(cell / options);
    if (cell % options === option - 1) chose[stratum]! += count;
    else others[stratum]! += count;
  });
  const [n, m] = [sumOf(chose), sumOf(others)];
  if (n === 0 || m === 0) return null;

  let [below, wins, ties] = [0, 0, 0];
  for (let stratum = 0; stratum < STRATA; stratum += 1) {
    const size = chose[stratum]! + others[stratum]!;
    wins += chose[stratum]! * (below + others[stratum]! / 2);
    ties += size ** 3 - size;
    below += others[stratum]!;
  }
  const all = n + m;
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  if (variance <= 0) return null;
  const value = wins / (n * m);
  const [q1, q2] = [value / (2 - value), (2 * value ** 2) / (1 + value)];
  const square = (value * (1 - value) + (n - 1) * (q1 - value ** 2) + (m - 1) * (q2 - value ** 2)) / (n * m);
  const half = z * Math.sqrt(Math.max(0, square));
  return {
    value,
    low: Math.max(0, value - half),
    high: Math.min(1, value + half),
    // Half a step towards the mean: wins are halves and wholes.
    p: normalTail((wins - (n * m) / 2 - 0.5) / Math.sqrt(variance)),
  };
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
