/** Features of answers with their outcomes; each answer has the same weight. */
export interface Sample {
  rows: number[][];
  outcomes: number[];
}

const RIDGE = 1e-6;
const ENOUGH = 1e-9;
const MOST_STEPS = 50;

/**
 * The weights of a logistic regression, by Newton's method (iteratively reweighted least squares). Each sample counts the same,
 * however many answers it has. A weight that would be below 0 is 0, but for the first one, the constant.
 */
export function fittedWeights(samples: readonly Sample[]): number[] {
  const count = samples[0]!.rows[0]!.length;
  let free = Array.from({ length: count }, (_, index) => index);
  for (;;) {
    const weights = newton(samples, free, count);
    const negative = free.filter((index) => index > 0 && weights[index]! < 0);
    if (negative.length === 0) return weights;
    free = free.filter((index) => !negative.includes(index));
  }
}

function newton(samples: readonly Sample[], free: readonly number[], count: number): number[] {
  const weights = Array<number>(count).fill(0);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const gradient = free.map((index) => -RIDGE * weights[index]!);
    const curvature = free.map((_, row) => free.map((_index, column) => (row === column ? RIDGE : 0)));
    for (const { rows, outcomes } of samples) {
      for (let answer = 0; answer < rows.length; answer += 1) {
        const row = rows[answer]!;
        let logit = 0;
        for (const index of free) logit += weights[index]! * row[index]!;
        const p = 1 / (1 + Math.exp(-logit));
        const [surprise, information] = [(outcomes[answer]! - p) / rows.length, (p * (1 - p)) / rows.length];
        for (let at = 0; at < free.length; at += 1) {
          const value = row[free[at]!]!;
          gradient[at]! += value * surprise;
          for (let to = 0; to < free.length; to += 1) curvature[at]![to]! += value * row[free[to]!]! * information;
        }
      }
    }
    const moves = solved(curvature, gradient);
    free.forEach((index, at) => (weights[index]! += moves[at]!));
    if (moves.every((move) => Math.abs(move) < ENOUGH)) return weights;
  }
  throw new Error(`The weights did not settle in ${MOST_STEPS} steps.`);
}

/** Solves a symmetric positive system by Gauss' elimination. */
function solved(matrix: readonly (readonly number[])[], values: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, values[index]!]);
  rows.forEach((pivot, index) => {
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[index]! / pivot[index]!;
      row.forEach((_, column) => (row[column]! -= factor * pivot[column]!));
    }
  });
  return rows.map((row, index) => row.at(-1)! / row[index]!);
}
