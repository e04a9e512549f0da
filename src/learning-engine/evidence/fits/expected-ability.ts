import { type CalibratedItem } from '../../learners/sets/calibration.js';

const GRID = Array.from({ length: 81 }, (_, point) => (point - 40) / 10);

type Item = Pick<CalibratedItem, 'difficulty' | 'discrimination'>;

/**
 * What is expected of a learner, from one answer to the next: the distribution of their ability on a grid of 81 abilities from -4 to 4,
 * at first normal with mean 0 and deviation 1. The same numbers as those of `abilityAfter`, without going through all answers each time.
 */
export class ExpectedAbility {
  private weights = normalized(GRID.map((theta) => Math.exp(-(theta * theta) / 2)));

  /** The probability of a right answer. */
  expected(item: Item): number {
    return this.weights.reduce((sum, weight, point) => sum + weight * rightAt(point, item), 0);
  }

  add(item: Item, isRight: boolean): void {
    this.weights = normalized(
      this.weights.map((weight, point) => weight * (isRight ? rightAt(point, item) : 1 - rightAt(point, item))),
    );
  }
}

const rightAt = (point: number, { difficulty, discrimination }: Item): number =>
  1 / (1 + Math.exp((discrimination ?? 1) * (difficulty - GRID[point]!)));

function normalized(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
