import { SCOPE_KINDS } from '../authoring/fold.js';
import { type Selector } from '../authoring/select.js';
import { isAlgorithmName } from '../domain/algo-key.js';

const MEMBERS = ['states', 'inputOf', 'chosen', 'firstChoices', 'readsInputsOf'];

/** Why a selector cannot be used as it is declared. */
export function selectProblem(select: Selector): string | undefined {
  if (typeof select !== 'object' || select === null) return 'select must be an object with states, inputOf and chosen.';
  const { states, inputOf, chosen, firstChoices, readsInputsOf = [] } = select as Partial<Selector>;
  const unknown = Object.keys(select).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) return `select.${unknown} is not known: a selector has ${MEMBERS.join(', ')}.`;
  const areStates =
    typeof states === 'object' &&
    states !== null &&
    Object.entries(states).every(([key, kind]) => isAlgorithmName(key) && SCOPE_KINDS.includes(kind));
  if (!areStates) return `select.states must name algorithms, each with one of ${SCOPE_KINDS.join(', ')}.`;
  if (typeof inputOf !== 'function') return 'select.inputOf must be a function of a question.';
  if (typeof chosen !== 'function') return 'select.chosen must be a function of an output.';
  if (firstChoices !== undefined && typeof firstChoices !== 'function') {
    return 'select.firstChoices must be a function of an input and parameters.';
  }
  if (!Array.isArray(readsInputsOf) || !readsInputsOf.every((version) => typeof version === 'string')) {
    return 'select.readsInputsOf must be a list of versions.';
  }
  return undefined;
}
