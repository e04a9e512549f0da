/** Learners of one class of ability who answered two questions: all, those who made the first mistake, the second, both. */
export interface Stratum {
  n: number;
  a: number;
  b: number;
  both: number;
}

/**
 * P(at least as many made both) given, in each stratum, how many made each: the exact distribution of the sum of
 * hypergeometric numbers, by convolution. Mantel & Haenszel 1959; Cox 1970.
 *
 * @param oddsRatio what the strata leave of the dependence on ability; 1 for none
 */
export function conditionalTail(strata: readonly Stratum[], oddsRatio: number): number {
  let least = 0;
  let distribution = [1];
  for (const stratum of strata) {
    const from = Math.max(0, stratum.a + stratum.b - stratum.n);
    const to = Math.min(stratum.a, stratum.b);
    least += from;
    if (to > from) distribution = convolution(distribution, hypergeometric(stratum, from, to, oddsRatio));
  }
  const both = strata.reduce((sum, stratum) => sum + stratum.both, 0);
  let tail = 0;
  // From the far end, the small ones first.
  for (let place = distribution.length - 1; place >= Math.max(0, both - least); place -= 1)
    tail += distribution[place]!;
  return Math.min(1, tail);
}

/** Probabilities of from, from + 1, … to, each by its neighbour, outwards from the largest one. */
function hypergeometric({ n, a, b }: Stratum, from: number, to: number, oddsRatio: number): number[] {
  const ratio = (x: number): number => (((a - x) * (b - x)) / ((x + 1) * (n - a - b + x + 1))) * oddsRatio;
  let mode = from;
  while (mode < to && ratio(mode) > 1) mode += 1;
  const terms = new Array<number>(to - from + 1).fill(0);
  terms[mode - from] = 1;
  for (let x = mode; x < to; x += 1) terms[x + 1 - from] = terms[x - from]! * ratio(x);
  for (let x = mode - 1; x >= from; x -= 1) terms[x - from] = terms[x + 1 - from]! / ratio(x);
  const sum = terms.reduce((total, term) => total + term, 0);
  return terms.map((term) => term / sum);
}

function convolution(one: readonly number[], other: readonly number[]): number[] {
  const result = new Array<number>(one.length + other.length - 1).fill(0);
  one.forEach((p, i) => {
    if (p > 0) for (let j = 0; j < other.length; j += 1) result[i + j]! += p * other[j]!;
  });
  return result;
}

/** Sums of Mantel & Haenszel: their quotient is the common odds ratio. */
export interface OddsSums {
  for: number;
  against: number;
}

export function oddsSums(strata: readonly Stratum[]): OddsSums {
  const sums = { for: 0, against: 0 };
  for (const { n, a, b, both } of strata) {
    if (n === 0) continue;
    sums.for += (both * (n - a - b + both)) / n;
    sums.against += ((a - both) * (b - both)) / n;
  }
  return sums;
}

/**
 * The common odds ratio of strata with its interval. Mantel & Haenszel 1959; Robins, Breslow & Greenland 1986, Biometrics
 * 42:311-323.
 *
 * @returns null where it is 0 or infinite, or where nothing can be said
 */
export function commonOddsRatio(
  strata: readonly Stratum[],
  z: number,
): { ratio: number; low: number; high: number; se: number } | null {
  const sums = oddsSums(strata);
  if (sums.for === 0 || sums.against === 0) return null;
  let variance = 0;
  for (const { n, a, b, both } of strata) {
    if (n === 0) continue;
    const neither = n - a - b + both;
    const [r, s] = [(both * neither) / n, ((a - both) * (b - both)) / n];
    const agree = (both + neither) / n;
    variance +=
      (agree * r) / (2 * sums.for ** 2) +
      (agree * s + (1 - agree) * r) / (2 * sums.for * sums.against) +
      ((1 - agree) * s) / (2 * sums.against ** 2);
  }
  const ratio = sums.for / sums.against;
  const se = Math.sqrt(variance);
  return { ratio, low: ratio * Math.exp(-z * se), high: ratio * Math.exp(z * se), se };
}
