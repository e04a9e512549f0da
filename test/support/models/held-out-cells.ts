import { type DifficultyV2Learner, type DifficultyV2Params } from 'learning-engine/algorithms';
import { seededRandom } from '../../../src/demo/random.js';
import { calibrate, itemId } from './calibrated-bank.js';

const FOLDS = 10;
const POINTS = Array.from({ length: 41 }, (_, point) => (point - 20) / 5);
const WEIGHTS = POINTS.map((point) => Math.exp((-point * point) / 2));
const TOTAL = WEIGHTS.reduce((sum, weight) => sum + weight, 0);

/** A text for each learner: 1 right, 0 wrong, a point for no answer. */
export const learnersOf = (rows: readonly string[], isGiven = (_cell: number) => true): DifficultyV2Learner[] => {
  let cell = 0;
  return rows.map((row, learner) => ({
    learner_id: `l${String(learner).padStart(5, '0')}`,
    answers: [...row].flatMap((result, item) =>
      isGiven(cell++) && result !== '.' ? [{ item_id: itemId(item), correct: result === '1' }] : [],
    ),
  }));
};

/** Log loss of answers that were left out: each cell once, in one of ten parts, by the ability that the learner's others show. */
export function heldOutLogLoss(
  rows: readonly string[],
  seed: number,
  changes: Partial<DifficultyV2Params> = {},
): number {
  const random = seededRandom(seed);
  const cells = [...rows.join('')];
  const folds = cells.map(() => Math.floor(random() * FOLDS));
  const width = rows[0]!.length;
  let [loss, count] = [0, 0];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const { items, learners } = calibrate(
      learnersOf(rows, (cell) => folds[cell] !== fold),
      changes,
    );
    const ofItem = new Map(items.map((item) => [item.item_id, item]));
    cells.forEach((result, cell) => {
      const { difficulty, discrimination } = ofItem.get(itemId(cell % width))!;
      if (folds[cell] !== fold || result === '.' || difficulty === null) return;
      const { theta, se } = learners[Math.floor(cell / width)]!;
      const right = POINTS.reduce(
        (sum, point, n) =>
          sum + WEIGHTS[n]! / TOTAL / (1 + Math.exp(-discrimination! * (theta + point * se - difficulty))),
        0,
      );
      loss -= Math.log(result === '1' ? right : 1 - right);
      count += 1;
    });
  }
  return loss / count;
}
