import { type Fold, type FoldedAnswer, type FoldFacts, type FoldQuestion, type FoldState } from '../authoring/fold.js';
import { Folding, type FoldingDefinition, scopeKey } from '../folds/folding.js';
import { keptState } from '../folds/kept-state.js';
import { sha256 } from '../json/canonical-json.js';
import { type FoldCase, type FoldLaw } from './fold-laws.js';

/** Thrown out of a fold that breaks a law. */
export class LawBrokenError extends Error {
  constructor(
    readonly law: FoldLaw,
    message: string,
  ) {
    super(message);
  }
}

/** What became of a case. */
export interface FoldTrial {
  states: ReadonlyMap<string, FoldState>;
  /** Of each question, before it was answered. */
  predictions: (number | null)[];
}

/**
 * Folds as the engine does, and predicts each answer before it is folded.
 *
 * @param states what was stored before
 * @throws LearningEngineError as Folding does; its cause is a LawBrokenError where a law says more
 */
export function foldTrial(
  definition: FoldingDefinition,
  { params, answers }: FoldCase,
  states?: Iterable<FoldState>,
): FoldTrial {
  const folding = new Folding({ definition, params, factsOf: madeUpFacts, states });
  const predictions = answers.map((answer) => {
    const predicted = folding.predict(questionOf(answer));
    const otherwise = folding.predict(answeredOtherwise(answer));
    if (predicted !== otherwise) {
      throw new LawBrokenError('predicts', `predicts ${predicted}, and ${otherwise} where the answer is another one`);
    }
    folding.add(answer);
    return predicted;
  });
  return { states: new Map(folding.changed().map((state) => [scopeKey(state.scope), state])), predictions };
}

/** Without what is known only once it is answered. */
const questionOf = (answer: FoldedAnswer): FoldQuestion => {
  const { at, item_id, skills, option_count, guess, attempt, context, day_offset_minutes } = answer;
  return { at, item_id, skills, option_count, guess, attempt, context, day_offset_minutes };
};

const answeredOtherwise = (answer: FoldedAnswer): FoldedAnswer => ({
  ...answer,
  correct: !answer.correct,
  score: answer.score === null ? 1 : null,
  rating: answer.rating === 1 ? 4 : 1,
  duration_ms: (answer.duration_ms ?? 0) + 1,
  hints: (answer.hints ?? 0) + 1,
});

/** From -2 to 2, and of some items nothing. */
function madeUpFacts({ item_id }: FoldQuestion): FoldFacts {
  const drawn = item_id === null ? 0 : Number.parseInt(sha256(item_id).slice(0, 2), 16);
  return { item_difficulty: drawn < 64 ? null : (drawn - 160) / 48 };
}

/** A fold that sees to the laws of each of its calls. */
export const watched = (fold: Fold): Fold => ({
  ...{ revision: fold.revision, refold: fold.refold, contexts: fold.contexts },
  scopes: (question) => {
    const scopes = unchanged([question], () => fold.scopes(question));
    const names = scopes.map(scopeKey);
    if (new Set(names).size < names.length) throw new LawBrokenError('keeps-to-scopes', `names ${names.join(', ')}`);
    const other = scopes.find(({ kind }) => fold.refold !== 'learner' && kind !== fold.refold);
    if (!other) return scopes;
    throw new LawBrokenError('keeps-to-scopes', `names ${scopeKey(other)}, while refold is ${fold.refold}`);
  },
  step: (states, answer, params, facts) => {
    const named = states.length === 0 ? [] : fold.scopes(answer).map(scopeKey);
    const after = unchanged([states, answer, params, facts], () => fold.step(states, answer, params, facts));
    for (const state of after) {
      const name = scopeKey(state.scope);
      if (!named.includes(name)) throw new LawBrokenError('keeps-to-scopes', `writes ${name} unnamed`);
      const kept = keptState(state);
      if ('problem' in kept) throw new LawBrokenError('folds', `${name}${kept.problem.pointer} ${kept.problem.reason}`);
    }
    return after;
  },
  predict: (states, question, params, facts) => {
    const args = [states, question, params, facts];
    const predicted = unchanged(args, () => fold.predict?.(states, question, params, facts) ?? null);
    if (predicted === null || (predicted >= 0 && predicted <= 1)) return predicted;
    throw new LawBrokenError('predicts', `predicts ${predicted}, which is no probability`);
  },
});

function unchanged<T>(args: readonly unknown[], work: () => T): T {
  const before = JSON.stringify(args);
  const result = work();
  if (JSON.stringify(args) === before) return result;
  throw new LawBrokenError('keeps-arguments', `changes what it gets: ${before} to ${JSON.stringify(args)}`);
}
