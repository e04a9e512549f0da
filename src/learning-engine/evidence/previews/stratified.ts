import { productName, type Tally } from './preview-tally.js';

/** Learners with about as many answers: how many there are, and what was counted of those that were drawn. */
export interface Stratum {
  of: number;
  tally: Tally;
}

/** 95 % interval; null where too few were drawn to say. Where all were, it is the number itself. */
export type Interval = [number, number] | null;

/** Fewer learners do not tell how much one differs from round to round. */
const FEWEST_FORESEEN = 5;

/** Of the normal distribution, at 97.5 %. */
const Z = 1.959964;

/** The total over all learners, from a stratified sample (Cochran 1977, Sampling Techniques, 5.3, with the finite correction). */
export function total(strata: readonly Stratum[], name: string): { total: number; interval: Interval } {
  const found = strata.reduce((sum, stratum) => sum + weightOf(stratum) * sumOf(stratum, name), 0);
  const variance = varianceOf(strata, (stratum) => {
    const { tally } = stratum;
    return (tally.products.get(productName(name, name)) ?? 0) - sumOf(stratum, name) ** 2 / tally.learners;
  });
  const seen = strata.reduce((sum, stratum) => sum + sumOf(stratum, name), 0);
  return { total: rounded(found), interval: intervalOf(found, variance, [seen, Infinity]) };
}

/**
 * The total that is to be expected where what is counted is drawn, with the interval in which it comes true: from how learners
 * differ, and from how the rounds of each learner do.
 *
 * @param name of the sum over the rounds; that of the squares is under `squares`
 */
export function expectedTotal(
  strata: readonly Stratum[],
  { name, squares, rounds }: { name: string; squares: string; rounds: number },
): { total: number; interval: Interval } {
  const found = strata.reduce((sum, stratum) => sum + weightOf(stratum) * sumOf(stratum, name), 0) / rounds;
  const ofSums = ({ tally }: Stratum) => tally.products.get(productName(name, name)) ?? 0;
  const sampled = varianceOf(
    strata,
    (stratum) => (ofSums(stratum) - sumOf(stratum, name) ** 2 / stratum.tally.learners) / rounds ** 2,
  );
  // What comes differs from the mean of all rounds, and that mean differs from round to round.
  const drawn = strata.map((stratum) => {
    const within = Math.max(0, sumOf(stratum, squares) - ofSums(stratum) / rounds) / (rounds - 1);
    return { variance: weightOf(stratum) * within * (1 + 1 / rounds), freedom: stratum.tally.learners * (rounds - 1) };
  });
  const learners = strata.reduce((sum, { tally }) => sum + tally.learners, 0);
  if (!sampled || learners < FEWEST_FORESEEN) return { total: rounded(found), interval: null };
  const parts = [sampled, ...drawn].filter(({ variance }) => variance > 0);
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  const squared = parts.reduce((sum, part) => sum + part.variance ** 2 / part.freedom, 0);
  const freedom = squared > 0 ? variance ** 2 / squared : Infinity;
  return { total: rounded(found), interval: intervalOf(found, { variance, freedom }, [0, Infinity]) };
}

/** The share of one count in another one: a combined ratio (Cochran 1977, 6.11). Null where there is nothing to share. */
export function share(
  strata: readonly Stratum[],
  part: string,
  whole: string,
): { share: number; interval: Interval } | null {
  const all = strata.reduce((sum, stratum) => sum + weightOf(stratum) * sumOf(stratum, whole), 0);
  if (all === 0) return null;
  const found = strata.reduce((sum, stratum) => sum + weightOf(stratum) * sumOf(stratum, part), 0) / all;
  const variance = varianceOf(strata, (stratum) => {
    const { products, learners } = stratum.tally;
    const product = (one: string, other: string) => products.get(productName(one, other)) ?? 0;
    const squares = product(part, part) - 2 * found * product(part, whole) + found ** 2 * product(whole, whole);
    return squares - (sumOf(stratum, part) - found * sumOf(stratum, whole)) ** 2 / learners;
  });
  return { share: rounded(found), interval: intervalOf(found, variance, [0, 1], all) };
}

/**
 * The smallest value that so much of all has at most.
 *
 * @param countsOf how often each value is among those of the learners who were drawn
 */
export function quantile(
  strata: readonly Stratum[],
  countsOf: (tally: Tally) => ReadonlyMap<number, number>,
  at: number,
): number | null {
  const weights = new Map<number, number>();
  for (const stratum of strata) {
    for (const [value, count] of countsOf(stratum.tally)) {
      weights.set(value, (weights.get(value) ?? 0) + weightOf(stratum) * count);
    }
  }
  const values = [...weights.keys()].sort((one, other) => one - other);
  const all = values.reduce((sum, value) => sum + weights.get(value)!, 0);
  let below = 0;
  for (const value of values) {
    below += weights.get(value)!;
    if (below >= at * all * (1 - Number.EPSILON * values.length)) return value;
  }
  return null;
}

/** A number of the report: more digits would say more than is known. */
export const rounded = (value: number): number => Number(value.toPrecision(12));

const sumOf = ({ tally }: Stratum, name: string): number => tally.sums.get(name) ?? 0;

const weightOf = ({ of, tally }: Stratum): number => (tally.learners === 0 ? 0 : of / tally.learners);

/** A variance, and how many degrees of freedom it has; null where a stratum has too few learners in the sample. */
function varianceOf(
  strata: readonly Stratum[],
  squaresOf: (stratum: Stratum) => number,
): { variance: number; freedom: number } | null {
  let [variance, squares] = [0, 0];
  for (const stratum of strata) {
    const { of, tally } = stratum;
    if (tally.learners === of) continue;
    if (tally.learners < 2) return null;
    const spread = Math.max(0, squaresOf(stratum)) / (tally.learners - 1);
    const own = of ** 2 * (1 - tally.learners / of) * (spread / tally.learners);
    variance += own;
    squares += own ** 2 / (tally.learners - 1);
  }
  return { variance, freedom: squares > 0 ? variance ** 2 / squares : Infinity };
}

/** Of Student's distribution, at 97.5 %: by the degrees of freedom of Satterthwaite, and the expansion of Abramowitz & Stegun 26.7.5. */
const studentAt = (freedom: number): number =>
  Z + (Z ** 3 + Z) / (4 * freedom) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * freedom ** 2);

/** @param whole by what the variance is too large, squared */
function intervalOf(
  found: number,
  varied: ReturnType<typeof varianceOf>,
  [least, most]: [number, number],
  whole = 1,
): Interval {
  if (varied === null) return null;
  const half = (studentAt(varied.freedom) * Math.sqrt(varied.variance)) / whole;
  return [rounded(Math.max(least, found - half)), rounded(Math.min(most, found + half))];
}
