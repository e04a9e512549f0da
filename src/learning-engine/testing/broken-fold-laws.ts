import { type Type } from '@nestjs/common';
import { type Algorithm } from '../authoring/algorithm.js';
import { textOf } from '../errors/text-of.js';
import { canonicalJson } from '../json/canonical-json.js';
import { type JsonValue } from '../json/json.js';
import { compareTexts } from '../kit/order.js';
import { type Folded, foldAnew, foldOn, scopesOf } from '../learners/folding.js';
import { type KeptState, scopeName } from '../learners/learner-state.js';
import { eachOnce } from './declared-sets.js';
import { elsewhen } from './elsewhen.js';
import { type BrokenFoldLaw, type FoldCase, foldCases, type FoldCases, type FoldLaw } from './fold-laws.js';
import { LawBrokenError, watched } from './watched-fold.js';

/**
 * Checks how a version folds by what the engine expects of every fold. It needs no test runner: an empty list says that all laws
 * hold. Order and repetition of answers are no concern of a version: the engine hands them over each once, in their order.
 *
 * @example
 * ```ts
 * it('folds as the engine expects', () => {
 *   expect(brokenFoldLaws(StreakV1Algorithm)).toEqual([]);
 * });
 * ```
 * @returns the laws that are broken, each once
 */
export function brokenFoldLaws(algorithm: Type<Algorithm>, given: FoldCases = {}): BrokenFoldLaw[] {
  const declared = foldCases(algorithm, given);
  if (Array.isArray(declared)) return declared;
  const { cases } = declared;
  const judge = (one: FoldCase) => {
    const { folding, answers } = one;
    return tryOut(one, () => foldAnew({ ...folding, fold: watched(folding.fold) }, answers));
  };
  const judged = cases.map(judge);
  const again = elsewhen(() => [...cases].reverse().map(judge)).reverse();
  return eachOnce(
    cases.flatMap((one, index) => {
      const [whole, other] = [judged[index]!, again[index]!];
      if ('law' in whole) return [whole];
      const [first, second] = [written(whole), 'law' in other ? other.message : written(other)];
      if (first !== second) return [broken('deterministic', `gives ${first}, and then ${second}`, one)];
      return [continued, refolded].flatMap((law) => tryOut(one, () => law(one, whole)) ?? []);
    }),
  );
}

function tryOut<T>(one: FoldCase, work: () => T): T | BrokenFoldLaw {
  try {
    return work();
  } catch (error) {
    const { law, message } =
      error instanceof LawBrokenError ? error : { law: 'folds' as const, message: textOf(error) };
    return broken(law, message, one);
  }
}

/** Stops between every two answers, and goes on from what is stored then. */
function continued(one: FoldCase, whole: Folded): BrokenFoldLaw | undefined {
  const { folding, answers } = one;
  for (let cut = 1; cut < answers.length; cut += 1) {
    const [first, rest] = [answers.slice(0, cut), answers.slice(cut)];
    const before = foldAnew(folding, first);
    const stored = new Map(JSON.parse(JSON.stringify([...before.states])) as [string, KeptState][]);
    const names = rest.flatMap((answer) => scopesOf(folding, answer).map(scopeName));
    const kept = new Map(names.map((name) => [name, stored.get(name) ?? null]));
    const after = foldOn(folding, rest, kept, before.through)!;
    const both = {
      states: new Map([...before.states, ...after.states]),
      predicted: new Map([...before.predicted, ...after.predicted]),
    };
    if (written(both) !== written(whole)) {
      return broken('continues', `gives ${written(both)} with a stop after ${cut}, else ${written(whole)}`, one);
    }
  }
  return undefined;
}

/** Folds for each scope only the answers that name it. */
function refolded(one: FoldCase, whole: Folded): BrokenFoldLaw | undefined {
  const { folding, answers } = one;
  if (folding.fold.refold === 'learner') return undefined;
  for (const [name, state] of whole.states) {
    const [own, among] = [foldAnew(folding, answers, new Set([name])).states.get(name)!, state].map(writtenState);
    if (own !== among) return broken('refolds', `gives ${own} of the answers that name ${name}, else ${among}`, one);
  }
  return undefined;
}

const writtenState = (state: KeptState): string => canonicalJson(state as unknown as JsonValue);

const written = ({ states, predicted }: Pick<Folded, 'states' | 'predicted'>): string =>
  [...[...states.values()].map(writtenState).sort(compareTexts), JSON.stringify([...predicted])].join(' ');

const broken = (law: FoldLaw, message: string, { folding: { params }, answers }: FoldCase): BrokenFoldLaw => ({
  ...{ law, message, params, answers: answers.map(({ answer }) => answer) },
});
