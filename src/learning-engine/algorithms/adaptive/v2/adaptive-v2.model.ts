import { type AdaptiveV2Question } from './adaptive-v2.contract.js';

type Item = Pick<AdaptiveV2Question, 'difficulty' | 'discrimination' | 'guess'>;

/** P(right answer) = g + (1 - g) / (1 + e^(-a (theta - b))). */
export const probabilityOf = (theta: number, { difficulty, discrimination = 1, guess = 0 }: Item): number =>
  guess + (1 - guess) / (1 + Math.exp(discrimination * (difficulty - theta)));

/** Fisher's information a² ((P - g) / (1 - g))² (1 - P) / P: what an answer tells about the ability. */
export function informationOf(theta: number, item: Item): number {
  const { difficulty, discrimination = 1, guess = 0 } = item;
  const s = 1 / (1 + Math.exp(discrimination * (difficulty - theta)));
  const probability = guess + (1 - guess) * s;
  // s (1 - s) / P first: it stays finite where a probability is 0 to the last bit.
  return probability === 0 ? 0 : ((discrimination * s) ** 2 * (1 - guess) * (1 - s)) / probability;
}
