import { seededRandom } from '../../../src/demo/random.js';

/** Features of answers, drawn by chance, with outcomes that a logistic model of these weights gives. */
export function simulatedLearners({
  weights,
  answers,
  seed,
}: {
  weights: readonly number[];
  answers: number;
  seed: number;
}): {
  rows: number[][];
  outcomes: number[];
} {
  const random = seededRandom(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const rows = Array.from({ length: answers }, () => {
    const skill = between(-2, 2);
    const [item, theta] = [skill + between(-1, 1), between(-2, 2)];
    return [1, item, skill, theta, between(-1, 1), between(-1, 1), Math.round(random()), -between(0, 8)];
  });
  const outcomes = rows.map((row) => {
    const logit = row.reduce((sum, value, index) => sum + value * weights[index]!, 0);
    return Number(random() < 1 / (1 + Math.exp(-logit)));
  });
  return { rows, outcomes };
}
