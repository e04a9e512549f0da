import { type Type } from '@nestjs/common';
import { type Algorithm } from '../authoring/algorithm.js';
import { scopeKey, type FoldingDefinition } from '../folds/folding.js';
import { canonicalJson } from '../json/canonical-json.js';
import { type JsonValue } from '../json/json.js';
import { eachOnce } from './declared-sets.js';
import { elsewhen } from './elsewhen.js';
import { type BrokenFoldLaw, type FoldCase, foldCases, type FoldCases, type FoldLaw } from './fold-laws.js';
import { foldTrial, type FoldTrial, LawBrokenError, watched } from './fold-trial.js';

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
  const { definition, cases } = declared;
  const strict = { ...definition, fold: watched(definition.fold) };
  const tryOne = (one: FoldCase) => tryOut(one, () => foldTrial(strict, one));
  const tried = cases.map(tryOne);
  const again = elsewhen(() => [...cases].reverse().map(tryOne)).reverse();
  return eachOnce(
    cases.flatMap((one, index) => {
      const [trial, other] = [tried[index]!, again[index]!];
      if ('law' in trial) return [trial];
      if (textOf(trial) !== textOf(other)) {
        return [broken('deterministic', `gives ${textOf(trial)}, and then ${textOf(other)}`, one)];
      }
      return [continued(definition, one, trial), refolded(definition, one, trial)].flatMap((found) => found ?? []);
    }),
  );
}

function tryOut<T>(one: FoldCase, work: () => T): T | BrokenFoldLaw {
  try {
    return work();
  } catch (error) {
    const cause = error instanceof LawBrokenError ? error : (error as Error).cause;
    return cause instanceof LawBrokenError
      ? broken(cause.law, cause.message, one)
      : broken('folds', (error as Error).message, one);
  }
}

/** Stops between every two answers, and goes on from what would have been stored. */
function continued(definition: FoldingDefinition, one: FoldCase, whole: FoldTrial): BrokenFoldLaw | undefined {
  const { params, answers } = one;
  for (let cut = 1; cut < answers.length; cut += 1) {
    const stopped = tryOut(one, () => {
      const before = foldTrial(definition, { params, answers: answers.slice(0, cut) });
      const after = foldTrial(definition, { params, answers: answers.slice(cut) }, before.states.values());
      return {
        states: new Map([...before.states, ...after.states]),
        predictions: [...before.predictions, ...after.predictions],
      };
    });
    if ('law' in stopped) return stopped;
    if (textOf(stopped) !== textOf(whole)) {
      return broken('continues', `gives ${textOf(stopped)} with a stop after ${cut}, and else ${textOf(whole)}`, one);
    }
  }
  return undefined;
}

/** Folds for each scope only the answers that name it. */
function refolded(definition: FoldingDefinition, one: FoldCase, whole: FoldTrial): BrokenFoldLaw | undefined {
  const { fold } = definition;
  if (fold.refold === 'learner') return undefined;
  for (const [name, state] of whole.states) {
    const answers = one.answers.filter((answer) => fold.scopes(answer).map(scopeKey).includes(name));
    const alone = tryOut(one, () => foldTrial(definition, { ...one, answers }));
    if ('law' in alone) return alone;
    const [own, among] = [alone.states.get(name)!, state].map((kept) => canonicalJson(kept as unknown as JsonValue));
    if (own !== among) return broken('refolds', `gives ${own} of the answers that name ${name}, else ${among}`, one);
  }
  return undefined;
}

function textOf(tried: FoldTrial | BrokenFoldLaw): string {
  if ('law' in tried) return tried.message;
  const states = [...tried.states.values()].sort((one, other) =>
    scopeKey(one.scope) < scopeKey(other.scope) ? -1 : 1,
  );
  return canonicalJson([states, tried.predictions] as unknown as JsonValue);
}

const broken = (law: FoldLaw, message: string, { params, answers }: FoldCase): BrokenFoldLaw => ({
  ...{ law, message, params, answers },
});
