import { type FoldedAnswer, type FoldFacts, type FoldScope } from './fold.js';

/** An answer, with what was known of its question beside the answers of the learner. */
export interface FactualAnswer {
  readonly answer: FoldedAnswer;
  readonly facts: FoldFacts;
  /** The states that began anew between the answer before and this one: a person had decided so. */
  readonly resets?: readonly FoldScope[];
}

/** There are no parameters by which the answers are likeliest, such as where a fit does not settle. */
export class NotFittedError extends Error {
  override readonly name = 'NotFittedError';
}

/**
 * Finds parameters by which the answers of some learners are likeliest, drawn towards the defaults as far as the answers are few.
 * Pure, as a fold.
 *
 * @param learners of each, the answers in the order in which they are folded
 * @param params that are active: what is not fitted stays as it is
 * @throws NotFittedError where there are none; any other error is a fault, and fails the job
 */
export type Fit<Params extends object = object> = (
  learners: readonly (readonly FactualAnswer[])[],
  params: Readonly<Params>,
) => Params;
