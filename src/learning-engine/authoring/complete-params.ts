import { type Type } from '@nestjs/common';
import { validateSync } from 'class-validator';
import { canonicalJson } from '../json/canonical-json.js';
import { everyProblem } from '../schema/check-shape.js';
import { copyJson, type JsonCopy, type JsonLimits } from '../json/copy-json.js';
import { deepFreeze } from '../json/deep-freeze.js';
import { type JsonObject } from '../json/json.js';
import { type AlgorithmDefinition, type ParamsClass } from './learning-algorithm.decorator.js';
import { placeOf, pointerOf, type Problem, type ValidationProblem } from '../json/problem.js';
import { shapeOf } from '../schema/rule.js';

/** A set with all its parameters, frozen, and its RFC 8785 text. */
export type CompleteParams = { value: JsonObject; canonical: string };

/** All that is wrong with a set: at least one problem. */
export interface RejectedParams {
  problems: readonly ValidationProblem[];
}

/** The default parameters of a version: what its params class holds when constructed. */
export const defaultParams = (params: Type<object>): JsonObject => ({ ...new params() });

/**
 * Copies a parameter set, judges it by the rules of its version and completes it with the defaults. All problems are found at
 * once: unknown keys first, then parameters in the order of their declaration; cross rules judge only a set without such
 * problems. A valid set is then written in full, if its class says how.
 */
export const completeParams = (
  definition: AlgorithmDefinition,
  source: unknown,
  limits: JsonLimits,
): CompleteParams | RejectedParams => completeCopy(definition, copyJson(source, limits), limits);

/** The same for a set that was copied before, for one that has to wait until its version is known. */
export function completeCopy(
  { key, params }: AlgorithmDefinition,
  copy: JsonCopy,
  limits: JsonLimits,
): CompleteParams | RejectedParams {
  if ('problem' in copy) return notJson(key, copy.problem);

  const defaults = defaultParams(params);
  const [known, unknown] = knownAndUnknown(copy.value, defaults);
  const complete = copyJson({ ...defaults, ...known }, limits);
  if ('problem' in complete) return notJson(key, complete.problem);

  const problems = problemsOf(params, complete.value, unknown);
  if (problems.length > 0) return rejected(key, problems);
  if (!params.written) return complete;

  const written = copyJson(params.written(complete.value), limits);
  if ('problem' in written) return notJson(key, written.problem);
  const problemsOfWritten = problemsOf(params, written.value);
  return problemsOfWritten.length > 0 ? rejected(key, problemsOfWritten) : written;
}

/** @param unknown problems that were found before */
function problemsOf(params: ParamsClass, value: JsonObject, unknown: readonly Problem[] = []): readonly Problem[] {
  // Frozen before it is judged: a rule that changed the set would let another one pass than it judged.
  const set = deepFreeze(value);
  const ruled = everyProblem(params, ruledOf(params, set));
  const problems = [...unknown, ...ruled, ...decoratedProblems(params, set, ruled)];
  return problems.length > 0 ? problems : crossProblems(params, set);
}

/** A set as the database has it: it must be complete and written in full, or it did not come from ParamsService. */
export function storedParams(
  definition: AlgorithmDefinition,
  stored: JsonObject,
  limits: JsonLimits,
): CompleteParams | RejectedParams {
  const judged = completeParams(definition, stored, limits);
  if ('problems' in judged) return judged;
  // Otherwise another set would run than the one that the record names.
  const textIn = (set: JsonObject, name: string) => Object.hasOwn(set, name) && canonicalJson(set[name]!);
  const others = Object.keys({ ...stored, ...judged.value }).filter(
    (name) => textIn(stored, name) !== textIn(judged.value, name),
  );
  if (others.length === 0) return judged;
  const reason = 'must be in the stored set as it is completed: store the set through the engine';
  return rejected(
    definition.key,
    others.map((name) => ({ path: [name], reason })),
  );
}

function knownAndUnknown(given: JsonObject, defaults: JsonObject): [JsonObject, Problem[]] {
  const isKnown = ([name]: [string, unknown]) => Object.hasOwn(defaults, name);
  const entries = Object.entries(given);
  const unknown = entries.filter((entry) => !isKnown(entry)).map(([name]) => name);
  return [
    Object.fromEntries(entries.filter(isKnown)),
    unknown.sort().map((name) => ({ path: [name], reason: 'is not a known parameter' })),
  ];
}

/** A parameter without a rule of the engine's may be anything that its other decorators allow. */
const ruledOf = (params: ParamsClass, set: JsonObject): JsonObject =>
  Object.fromEntries(shapeOf(params).fields.map(({ name }) => [name, set[name]!]));

/**
 * Decorators of class-validator count as well; their messages begin with the property's name. They see the defaults in place of
 * the parameters that break a rule of the engine's.
 */
function decoratedProblems(Params: ParamsClass, set: JsonObject, ruled: readonly Problem[]): Problem[] {
  const broken = new Set(ruled.map(({ path: [name] }) => name));
  const others = Object.fromEntries(Object.entries(set).filter(([name]) => !broken.has(name)));
  const failures = validateSync(Object.assign(new Params(), others), { forbidUnknownValues: false });
  return failures.map(({ property, constraints = { nested: 'is not valid' } }) => ({
    path: [property],
    reason: Object.values(constraints)[0]!.replace(`${property} `, ''),
  }));
}

/** Only for a set whose parameters are each valid by themselves. */
const crossProblems = ({ crossRules = [] }: ParamsClass, params: JsonObject): Problem[] =>
  crossRules.flatMap((rule) => rule(params as never) ?? []);

const rejected = (key: string, problems: readonly Problem[]): RejectedParams => ({
  problems: problems.map(({ path, reason }) => ({
    pointer: pointerOf(path),
    reason,
    message: `${key}${placeOf(path)} ${reason}`,
  })),
});

/** What cannot be read as JSON is looked at no further. */
const notJson = (key: string, { pointer, reason }: { pointer: string; reason: string }): RejectedParams => ({
  problems: [{ pointer, reason, message: `${key} params${pointer} ${reason}` }],
});
