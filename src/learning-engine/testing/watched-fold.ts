import { type Fold } from '../authoring/fold.js';
import { scopeName } from '../learners/learner-state.js';
import { stateProblem } from '../learners/state-problem.js';
import { type FoldLaw } from './fold-laws.js';

/** Thrown out of a fold that breaks a law. */
export class LawBrokenError extends Error {
  constructor(
    readonly law: FoldLaw,
    message: string,
  ) {
    super(message);
  }
}

/** A fold that sees to the laws of each of its calls. */
export const watched = (fold: Fold): Fold => ({
  ...{ revision: fold.revision, refold: fold.refold, contexts: fold.contexts },
  scopes: (question) => {
    const scopes = unchanged([question], () => fold.scopes(question));
    const names = scopes.map(scopeName);
    if (new Set(names).size < names.length) throw new LawBrokenError('keeps-to-scopes', `names ${names.join(', ')}`);
    const other = scopes.find(({ kind }) => fold.refold !== 'learner' && kind !== fold.refold);
    if (!other) return scopes;
    throw new LawBrokenError('keeps-to-scopes', `names ${scopeName(other)}, while refold is ${fold.refold}`);
  },
  step: (states, answer, params, facts) => {
    const named = fold.scopes(answer).map(scopeName);
    const after = unchanged([states, answer, params], () => fold.step(states, answer, params, facts));
    for (const state of after) {
      const name = scopeName(state.scope);
      if (!named.includes(name)) throw new LawBrokenError('keeps-to-scopes', `writes ${name}, which it has not named`);
      const problem = stateProblem(state);
      if (problem) throw new LawBrokenError('folds', `makes a state of ${name}: ${problem.pointer} ${problem.reason}`);
    }
    return after;
  },
  ...(fold.predict && {
    predict: (states, question, params, facts) => {
      const args = [states, question, params];
      const predicted = unchanged(args, () => fold.predict!(states, question, params, facts));
      if (predicted === null || (predicted >= 0 && predicted <= 1)) return predicted;
      throw new LawBrokenError('predicts', `predicts ${predicted}, which is no probability`);
    },
  }),
});

function unchanged<T>(args: readonly unknown[], work: () => T): T {
  const before = JSON.stringify(args);
  const result = work();
  if (JSON.stringify(args) === before) return result;
  throw new LawBrokenError('keeps-arguments', `changes what it gets: ${before} to ${JSON.stringify(args)}`);
}
