import { type FoldedAnswer, type FoldFacts } from './fold.js';

/** An answer, with what was known of its question beside the answers of the learner. */
export interface FactualAnswer {
  readonly answer: FoldedAnswer;
  readonly facts: FoldFacts;
}

/**
 * Finds parameters by which the answers of some learners are likeliest, drawn towards the defaults as far as the answers are few.
 * Pure, as a fold.
 *
 * @param learners of each, the answers in the order in which they are folded
 * @param params that are active: what is not fitted stays as it is
 * @throws Error where there are none, such as where no fit settles
 */
export type Fit<Params extends object = object> = (
  learners: readonly (readonly FactualAnswer[])[],
  params: Readonly<Params>,
) => Params;
