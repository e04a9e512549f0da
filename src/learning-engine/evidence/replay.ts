import { type FoldedAnswer } from '../authoring/fold.js';
import { foldAnew, type Folding, inFoldOrder } from '../learners/folding.js';

/** A probability of a right answer for each of a learner's answers; null where there is no prediction. */
export type Predictor = (answers: readonly FoldedAnswer[]) => (number | null)[];

/** Predicts each answer from those before it, and then folds it, as the engine does while answers come. */
export const replayOf =
  (folding: Folding): Predictor =>
  (answers) => {
    const { predicted } = foldAnew(folding, inFoldOrder(answers));
    return answers.map(({ event_id }) => predicted.get(event_id) ?? null);
  };
