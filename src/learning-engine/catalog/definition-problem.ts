import { type Type } from '@nestjs/common';
import { checkShape } from '../schema/check-shape.js';
import { completeParams, defaultParams } from '../authoring/complete-params.js';
import { type JsonLimits } from '../json/copy-json.js';
import { type JsonObject } from '../json/json.js';
import { type AlgorithmDefinition } from '../authoring/learning-algorithm.decorator.js';
import { shapeOf } from '../schema/rule.js';
import { isStorableText } from '../json/json-text.js';
import { isAlgorithmName } from '../domain/algo-key.js';
import { foldProblem } from './fold-problem.js';
import { selectProblem } from './select-problem.js';
import { textOf } from '../errors/text-of.js';

/** Paths of the HTTP API beside those of the algorithms, today's and planned ones. */
const RESERVED_KEYS: ReadonlySet<string> = new Set([
  ...[
    'algorithms',
    'activations',
    'runs',
    'info',
    'params',
    'sessions',
    'learners',
    'answers',
    'due',
    'calibrations',
    'skill-maps',
    'imports',
    'jobs',
  ],
  ...['job-schedules', 'events', 'webhooks', 'previews', 'evaluations', 'experiments', 'audit'],
]);

/** Why a class cannot be used as it is declared: found at boot, not at the first run. */
export function definitionProblem(definition: AlgorithmDefinition, limits: JsonLimits): string | undefined {
  const { key, version, params, input, output, fold, select, codeDigest } = definition;
  if (![key, version].every(isAlgorithmName)) {
    return `key "${key}" and version "${version}" must each be 1 to 64 lower case letters, digits and underscores, a letter first.`;
  }
  if (RESERVED_KEYS.has(key)) return `key "${key}" is reserved: it is a path of the HTTP API. Use another one.`;
  if (typeof params !== 'function') return 'params must be a class: its properties are the parameters.';
  if (codeDigest !== undefined && !(isStorableText(codeDigest) && codeDigest.length >= 1 && codeDigest.length <= 200)) {
    return 'codeDigest must be a text of 1 to 200 characters, without NUL and lone surrogates.';
  }
  return (
    paramsProblem(definition, limits) ??
    (input && contractProblem('input', input)) ??
    (output && contractProblem('output', output)) ??
    (fold === undefined ? undefined : foldProblem(fold)) ??
    fitProblem(definition) ??
    (select === undefined ? undefined : selectProblem(select))
  );
}

function fitProblem(definition: AlgorithmDefinition): string | undefined {
  if (definition.fit === undefined) return undefined;
  if (typeof definition.fit !== 'function') return 'fit must be a function of learners and params.';
  return definition.fold?.predict
    ? undefined
    : 'fit needs a fold that predicts: what is fitted is judged by its predictions.';
}

function paramsProblem(definition: AlgorithmDefinition, limits: JsonLimits): string | undefined {
  const { name } = definition.params;
  let defaults: JsonObject;
  try {
    defaults = defaultParams(definition.params);
  } catch (error) {
    return `${name} must be constructible without arguments: ${textOf(error)}`;
  }
  const ruled = shapeOf(definition.params).fields.map((field) => field.name);
  const withoutDefault = ruled.find((parameter) => !Object.hasOwn(defaults, parameter));
  if (withoutDefault) return `${name}.${withoutDefault} has no default. Give the property an initialiser.`;
  try {
    const judged = completeParams(definition, {}, limits);
    if (!('problems' in judged)) return undefined;
    return `the defaults of ${name} break its rules: ${judged.problems.map(({ message }) => message).join(', ')}`;
  } catch (error) {
    return `the rules of ${name} cannot judge its defaults: ${textOf(error)}`;
  }
}

function contractProblem(role: string, type: Type<unknown>): string | undefined {
  if (typeof type !== 'function' || shapeOf(type).fields.length === 0) {
    return `${role} must be a class whose properties have rules, such as Id, UtcTime or ListOf.`;
  }
  try {
    checkShape(type, {});
    return undefined;
  } catch (error) {
    return `the rules of ${type.name} are not valid JSON Schema: ${textOf(error)}`;
  }
}
