import { type Type } from '@nestjs/common';
import { type Algorithm } from '../authoring/algorithm.js';
import { type FoldedAnswer, type FoldFacts, type FoldQuestion } from '../authoring/fold.js';
import { sha256 } from '../json/canonical-json.js';
import { type Folding, inFoldOrder, type PlacedAnswer } from '../learners/folding.js';
import { declaredSets } from './declared-sets.js';
import { generatedAnswers } from './generated-answers.js';

/**
 * What the engine expects of every fold:
 * - `declared`: its version is declared by `@LearningAlgorithm` with a fold, by the rules of a declaration
 * - `takes-params`: the version takes the parameter sets
 * - `folds`: it throws for no answer, and its states can be kept: JSON of at most 4 KiB, a finite value, a UTC time
 * - `keeps-arguments`: it changes nothing of what it gets
 * - `keeps-to-scopes`: it names each scope once, of the kind that `refold` says, and writes no other
 * - `deterministic`: the same answers give the same, on another day and after other answers as well
 * - `continues`: from states that were stored it goes on as if it had not stopped
 * - `refolds`: with `refold` of `skill` or `item`, a state depends on no answers but those that name its scope
 * - `predicts`: a prediction is a probability or null
 */
export type FoldLaw =
  | 'declared'
  | 'takes-params'
  | 'folds'
  | 'keeps-arguments'
  | 'keeps-to-scopes'
  | 'deterministic'
  | 'continues'
  | 'refolds'
  | 'predicts';

/** A law that a fold breaks, with the first case that shows it. */
export interface BrokenFoldLaw {
  law: FoldLaw;
  /** What is wrong. */
  message: string;
  params?: object;
  /** In the order in which they were folded. */
  answers?: readonly FoldedAnswer[];
}

/** With what a fold is checked. */
export interface FoldCases {
  /** Lists of answers, each of one learner, in any order. Without them, answers of all kinds are made up. */
  answers?: readonly (readonly FoldedAnswer[])[];
  /** Parameter sets; what is missing in one is completed with the defaults. Default: the defaults alone. */
  params?: readonly object[];
  /** How many lists are made up. Default 40. */
  count?: number;
  /** Another seed makes up other answers. */
  seed?: string;
}

/** Answers of one learner in their order, and how they are folded. */
export interface FoldCase {
  folding: Folding;
  answers: readonly PlacedAnswer[];
}

/** The cases of a version that folds; or why it is none. */
export function foldCases(
  algorithm: Type<Algorithm>,
  { answers, params, count = 40, seed = 'learning-engine' }: FoldCases,
): { revision: number; cases: FoldCase[] } | BrokenFoldLaw[] {
  const declared = declaredSets(algorithm, params);
  if (Array.isArray(declared)) return declared;
  const { definition, sets } = declared;
  const { fold } = definition;
  if (!fold) return [{ law: 'declared', message: `${algorithm.name} declares no fold.` }];
  const lists = (answers ?? generatedAnswers(count, seed)).map(inFoldOrder);
  const cases = sets.flatMap((set) =>
    lists.map((list) => ({ folding: { fold, params: set, factsOf: madeUpFacts }, answers: list })),
  );
  return { revision: fold.revision, cases };
}

/** Difficulties of items from -2 to 2, and of some items nothing. */
function madeUpFacts({ item_id }: FoldQuestion): FoldFacts {
  const drawn = item_id === null ? 0 : Number.parseInt(sha256(item_id).slice(0, 2), 16);
  return { item_difficulty: drawn < 64 ? null : (drawn - 160) / 48 };
}
