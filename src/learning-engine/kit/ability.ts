const GRID = Array.from({ length: 81 }, (_, point) => (point - 40) / 10);

/** An answer to a question whose difficulty is known, in logits. */
export interface Response {
  readonly correct: boolean;
  readonly difficulty: number;
  /** How sharply the question tells abilities apart. Default 1. */
  readonly discrimination?: number;
  /** Probability of a right answer by guessing. Default 0. */
  readonly guess?: number;
}

/**
 * The ability after some answers: mean and standard deviation of the posterior distribution on a grid of 81 abilities from -4
 * to 4, with a normal prior of mean 0 and deviation 1 (expected a posteriori, Bock & Mislevy 1982). It exists for learners with
 * all answers right or all wrong, too.
 */
export function abilityAfter(responses: readonly Response[]): { theta: number; se: number } {
  const logs = GRID.map((theta) =>
    responses.reduce((sum, response) => sum + logLikelihoodOf(theta, response), -(theta * theta) / 2),
  );
  const highest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (value: (theta: number) => number) =>
    weights.reduce((sum, weight, point) => sum + weight * value(GRID[point]!), 0) / total;
  const theta = mean((ability) => ability);
  return { theta, se: Math.sqrt(mean((ability) => (ability - theta) ** 2)) };
}

/** Without rounding a probability to 0, where a logarithm would be infinite. */
function logLikelihoodOf(theta: number, { correct, difficulty, discrimination = 1, guess = 0 }: Response) {
  const z = discrimination * (theta - difficulty);
  const logOfWrong = Math.log1p(-guess) - (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)));
  if (!correct) return logOfWrong;
  return guess === 0
    ? z > 0
      ? -Math.log1p(Math.exp(-z))
      : z - Math.log1p(Math.exp(z))
    : Math.log1p(-Math.exp(logOfWrong));
}
