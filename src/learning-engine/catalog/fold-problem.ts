import { ANSWER_CONTEXTS, type Fold, SCOPE_KINDS } from '../authoring/fold.js';

const MEMBERS = ['revision', 'refold', 'contexts', 'scopes', 'step', 'predict', 'knownAt'];

/** Why a fold cannot be used as it is declared. */
export function foldProblem(fold: Fold): string | undefined {
  if (typeof fold !== 'object' || fold === null) return 'fold must be an object with scopes and step.';
  const { revision, refold, contexts, scopes, step, predict, knownAt } = fold as Partial<Fold>;
  const unknown = Object.keys(fold).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) return `fold.${unknown} is not known: a fold has ${MEMBERS.join(', ')}.`;
  if (!Number.isSafeInteger(revision) || revision! < 1) return 'fold.revision must be an integer of at least 1.';
  if (!SCOPE_KINDS.includes(refold!)) return `fold.refold must be one of ${SCOPE_KINDS.join(', ')}.`;
  const known = new Set<unknown>(ANSWER_CONTEXTS);
  const areKnown = Array.isArray(contexts) && contexts.every((context) => known.delete(context));
  if (!areKnown || contexts.length === 0) {
    return `fold.contexts must list at least one of ${ANSWER_CONTEXTS.join(', ')}, each once.`;
  }
  if (typeof scopes !== 'function') return 'fold.scopes must be a function of a question.';
  if (typeof step !== 'function') return 'fold.step must be a function of states, an answer, params and facts.';
  if (predict !== undefined && typeof predict !== 'function') return 'fold.predict must be a function, or left out.';
  if (knownAt !== undefined && typeof knownAt !== 'function') return 'fold.knownAt must be a function, or left out.';
  return undefined;
}
