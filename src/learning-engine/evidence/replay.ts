import { type FoldedAnswer, type FoldFacts, type FoldQuestion } from '../authoring/fold.js';
import { Folding, type FoldingDefinition } from '../folds/folding.js';

/** A probability of a right answer for each of a learner's answers; null where there is no prediction. */
export type Predictor = (answers: readonly FoldedAnswer[]) => (number | null)[];

const NO_FACTS: FoldFacts = { item_difficulty: null };

/**
 * Predicts each answer from those before it, and then folds it, as the engine does while answers come.
 *
 * @param params a complete set of the version, frozen
 * @param factsOf what was known of a question, which must not come from the learner's own answers
 */
export const replayOf =
  (
    definition: FoldingDefinition,
    params: object,
    factsOf: (question: FoldQuestion) => FoldFacts = () => NO_FACTS,
  ): Predictor =>
  (answers) => {
    const folding = new Folding({ definition, params, factsOf });
    return answers.map((answer) => {
      const isFolded = definition.fold.contexts.includes(answer.context);
      const predicted = isFolded ? folding.predict(questionOf(answer)) : null;
      folding.add(answer);
      return predicted;
    });
  };

/** The answer as it was before it was given: a prediction must not see more. */
const questionOf = (answer: FoldedAnswer): FoldQuestion => ({
  at: answer.at,
  item_id: answer.item_id,
  skills: answer.skills,
  option_count: answer.option_count,
  guess: answer.guess,
  attempt: answer.attempt,
  context: answer.context,
  day_offset_minutes: answer.day_offset_minutes,
});
