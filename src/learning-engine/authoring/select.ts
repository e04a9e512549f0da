import { type FoldedAnswer, type FoldState, type ScopeKind } from './fold.js';

/** An answer of the learner that counts. */
export interface SelectAnswer extends FoldedAnswer {
  /** Of the question, in logits: that of the candidates, else the one that it was last chosen with; null where neither says. */
  readonly difficulty: number | null;
}

/** A question that may be asked next. */
export interface SelectCandidate {
  /** Each question once. */
  readonly item_id: string;
  /** Null where the host names none. */
  readonly skill_id: string | null;
  /** In logits; null where the host says nothing. */
  readonly difficulty: number | null;
  /** What is known of its skill, its item or the learner, by the keys of `Selector.states`; null where there is nothing. */
  readonly states: Readonly<Record<string, FoldState | null>>;
}

/** What one learner could be asked next. */
export interface SelectQuestion {
  /** UTC in ISO 8601. */
  readonly now: string;
  /** Another one with each change of the learner. */
  readonly seed: string;
  /** How many questions are wanted, 1 to 200. */
  readonly count: number;
  /** In the order of their times. */
  readonly answers: readonly SelectAnswer[];
  readonly candidates: readonly SelectCandidate[];
}

/** A question that was chosen. */
export interface SelectedItem {
  readonly item_id: string;
  /** Higher is better. */
  readonly score: number;
  /** The probability with which it was chosen, above 0, up to 1; null where the version does not know it. */
  readonly propensity: number | null;
}

/** How likely a candidate is to be the first that is chosen. */
export interface FirstChoice {
  readonly item_id: string;
  /** Above 0, up to 1. */
  readonly probability: number;
}

/**
 * How a version chooses what a learner is asked next, from what is kept of them: it makes the version's input of that, and reads
 * from the output what was chosen. Both functions are pure.
 */
export interface Selector<Input extends object = object, Output = unknown> {
  /**
   * The states that it reads, where there are any: by the key of an algorithm, those of its active version that are kept of the
   * candidate's skill, of its item, or of the learner.
   */
  readonly states: Readonly<Record<string, ScopeKind>>;
  inputOf(question: SelectQuestion): Input;
  /** The best first: candidates, each once, and at most as many as were wanted. */
  chosen(output: Output): readonly SelectedItem[];
  /**
   * How likely each candidate of an input is to be chosen first, over all seeds: those that can be, with a sum of 1; none where nothing is
   * chosen. With it, selections that were made tell how another version, or other parameters, would have done. Pure.
   *
   * @param input of this version, or of one of `readsInputsOf`
   */
  firstChoices?(input: Input, params: Readonly<object>): readonly FirstChoice[];
  /** Other versions of the algorithm whose inputs `firstChoices` can read. Default none. */
  readonly readsInputsOf?: readonly string[];
}
