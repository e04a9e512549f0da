import { type Type } from '@nestjs/common';
import { validateSync } from 'class-validator';
import { canonicalJson } from '../json/canonical-json.js';
import { checkShape } from '../schema/check-shape.js';
import { copyJson, type JsonCopy, type JsonLimits } from '../json/copy-json.js';
import { deepFreeze } from '../json/deep-freeze.js';
import { type JsonObject } from '../json/json.js';
import { type AlgorithmDefinition, type ParamsClass } from './learning-algorithm.decorator.js';
import { placeOf, pointerOf, type Problem } from '../json/problem.js';
import { type ParamsProblem } from '../schema/params-problem.js';
import { shapeOf } from '../schema/rule.js';

/** A set with all its parameters, frozen, and its RFC 8785 text. */
export type CompleteParams = { value: JsonObject; canonical: string };

/** The default parameters of a version: what its params class holds when constructed. */
export const defaultParams = (params: Type<object>): JsonObject => ({ ...new params() });

/**
 * Copies a parameter set, judges it by the rules of its version and completes it with the defaults. Unknown keys are
 * found first, then each parameter is checked in the order of its declaration, then the cross rules; the first failure is
 * the error. A valid set is then written in full, if its class says how.
 */
export const completeParams = (
  definition: AlgorithmDefinition,
  source: unknown,
  limits: JsonLimits,
): CompleteParams | ParamsProblem => completeCopy(definition, copyJson(source, limits), limits);

/** The same for a set that was copied before, for one that has to wait until its version is known. */
export function completeCopy(
  { key, params }: AlgorithmDefinition,
  copy: JsonCopy,
  limits: JsonLimits,
): CompleteParams | ParamsProblem {
  if ('problem' in copy) return notJson(key, copy.problem);

  const defaults = defaultParams(params);
  const unknown = unknownParameter(copy.value, defaults);
  if (unknown) return broken(key, unknown);
  const complete = copyJson({ ...defaults, ...copy.value }, limits);
  if ('problem' in complete) return notJson(key, complete.problem);

  const problem = problemOf(params, complete.value);
  if (problem) return broken(key, problem);
  if (!params.written) return complete;

  const written = copyJson(params.written(complete.value), limits);
  if ('problem' in written) return notJson(key, written.problem);
  const problemOfWritten = problemOf(params, written.value);
  return problemOfWritten ? broken(key, problemOfWritten) : written;
}

function problemOf(params: ParamsClass, value: JsonObject): Problem | undefined {
  // Frozen before it is judged: a rule that changed the set would let another one pass than it judged.
  const set = deepFreeze(value);
  return checkShape(params, ruledOf(params, set)) ?? decoratedProblem(params, set) ?? crossProblem(params, set);
}

/** A set as the database has it: it must be complete and written in full, or it did not come from ParamsService. */
export function storedParams(
  definition: AlgorithmDefinition,
  stored: JsonObject,
  limits: JsonLimits,
): CompleteParams | ParamsProblem {
  const judged = completeParams(definition, stored, limits);
  if ('error' in judged) return judged;
  // Otherwise another set would run than the one that the record names.
  const textIn = (set: JsonObject, name: string) => Object.hasOwn(set, name) && canonicalJson(set[name]!);
  const other = Object.keys({ ...stored, ...judged.value }).find(
    (name) => textIn(stored, name) !== textIn(judged.value, name),
  );
  return other === undefined
    ? judged
    : broken(definition.key, {
        path: [other],
        reason: 'must be in the stored set as it is completed: store the set through the engine',
      });
}

function unknownParameter(given: JsonObject, defaults: JsonObject): Problem | undefined {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(defaults, name));
  return unknown === undefined ? undefined : { path: [unknown], reason: 'is not a known parameter' };
}

/** A parameter without a rule of the engine's may be anything that its other decorators allow. */
const ruledOf = (params: ParamsClass, set: JsonObject): JsonObject =>
  Object.fromEntries(shapeOf(params).fields.map(({ name }) => [name, set[name]!]));

/** Decorators of class-validator count as well; their messages begin with the property's name. */
function decoratedProblem(Params: ParamsClass, set: JsonObject): Problem | undefined {
  const [failure] = validateSync(Object.assign(new Params(), set), { forbidUnknownValues: false });
  if (!failure) return undefined;
  const reason = Object.values(failure.constraints ?? { nested: 'is not valid' })[0]!;
  return { path: [failure.property], reason: reason.replace(`${failure.property} `, '') };
}

/** Only for a set whose parameters are each valid by themselves. */
const crossProblem = ({ crossRules = [] }: ParamsClass, params: JsonObject): Problem | undefined => {
  for (const rule of crossRules) {
    const problem = rule(params as never);
    if (problem) return problem;
  }
  return undefined;
};

const broken = (key: string, { path, reason }: Problem): ParamsProblem => ({
  error: `${key}${placeOf(path)} ${reason}`,
  pointer: pointerOf(path),
});

const notJson = (key: string, { pointer, reason }: { pointer: string; reason: string }): ParamsProblem => ({
  error: `${key} params${pointer} ${reason}`,
  pointer,
});
