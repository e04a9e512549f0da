import { type Type } from '@nestjs/common';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { schemaOf } from './json-schema.js';
import { type Path, pointerOf, type Problem } from '../json/problem.js';
import { explanationOf, type JsonSchema, shapeOf, UNIT_KEYWORD } from './rule.js';
import { isUtcTime } from './utc-time.js';

const OPTIONS = {
  strictTypes: false,
  strictTuples: false,
  formats: { 'date-time': isUtcTime },
  keywords: [UNIT_KEYWORD],
  // V8 optimizes what is called often. This would take half of the time in which an application starts to know its algorithms.
  code: { optimize: false },
};

/** Judges the schemas themselves. */
const ofSchemas = new Ajv2020(OPTIONS);

/** Compiles each schema once. `verbose` makes an error carry the schema it comes from, which leads to its sentence. */
function validators(allErrors: boolean): (schema: JsonSchema) => ValidateFunction {
  const ajv = new Ajv2020({ ...OPTIONS, allErrors, verbose: true, meta: false, validateSchema: false });
  const compiled = new WeakMap<object, ValidateFunction>();
  return (schema) => {
    const known = compiled.get(schema);
    if (known) return known;
    void ofSchemas.validateSchema(schema, true); // it throws
    const validate = ajv.compile(schema);
    compiled.set(schema, validate);
    return validate;
  };
}

const untilFirst = validators(false);
const throughout = validators(true);

/**
 * Judges JSON data by the rules of a parameter or contract class. Of several problems the first is the answer: lists are
 * looked at from their beginning, objects for missing fields, then for unknown ones, then in the order of their fields.
 *
 * @param value plain data, as `copyJson` gives it
 */
export const checkShape = (type: Type<unknown>, value: unknown): Problem | undefined =>
  checkSchema(schemaOf(type), value);

/** The same by a schema whose parts have their sentences. */
export function checkSchema(schema: JsonSchema, value: unknown): Problem | undefined {
  const validate = untilFirst(schema);
  if (validate(value)) return undefined;
  // What is nested in a choice comes first, the choice itself last.
  return problemOf(validate.errors!.at(-1)!, schema, value);
}

/** All problems of an object of a parameter class, one for each place, in the order of its fields. */
export function everyProblem(type: Type<unknown>, value: unknown): Problem[] {
  const schema = schemaOf(type);
  const validate = throughout(schema);
  if (validate(value)) return [];

  const found = new Map<string, Problem>();
  for (const { place, problem } of withoutBranches(validate.errors!.map((error) => toldError(error, schema, value)))) {
    if (!found.has(place)) found.set(place, problem);
  }
  const order = shapeOf(type).fields.map(({ name }) => name);
  const rank = ({ path: [field] }: Problem) => order.indexOf(field as string);
  return [...found.values()].sort((one, other) => rank(one) - rank(other));
}

interface ToldError {
  error: ErrorObject;
  problem: Problem;
  /** Pointer of the problem. */
  place: string;
}

function toldError(error: ErrorObject, root: JsonSchema, value: unknown): ToldError {
  const problem = problemOf(error, root, value);
  return { error, problem, place: pointerOf(problem.path) };
}

/** Of a choice either its own sentence is kept or, where they say more precisely what is wrong, those of its branches. */
function withoutBranches(all: readonly ToldError[]): ToldError[] {
  const dropped = new Set<ToldError>();
  for (const [index, choice] of all.entries()) {
    const branches = branchesOf(choice.error);
    if (!branches) continue;
    let start = index;
    while (start > 0 && all[start - 1]!.error.schemaPath.startsWith(branches)) start -= 1;
    const inner = all.slice(start, index);
    inner.filter(({ place }) => place === choice.place).forEach((one) => dropped.add(one));
    if (inner.some(({ place }) => place.startsWith(`${choice.place}/`))) dropped.add(choice);
  }
  return all.filter((one) => !dropped.has(one));
}

/** Where the errors of a choice's branches come from; they stand before its own. */
function branchesOf({ keyword, schemaPath, params }: ErrorObject): string | undefined {
  if (keyword === 'anyOf' || keyword === 'oneOf') return `${schemaPath}/`;
  return keyword === 'if' ? schemaPath.replace(/if$/, `${params.failingKeyword}/`) : undefined;
}

function problemOf(
  { keyword, instancePath, params, parentSchema }: ErrorObject,
  root: JsonSchema,
  value: unknown,
): Problem {
  const path = pathIn(value, instancePath);
  if (keyword === 'additionalProperties') {
    return { path: [...path, String(params.additionalProperty)], reason: 'is not a known field' };
  }
  const schema = parentSchema as { properties?: Record<string, object> };
  if (keyword !== 'required') return told(schema, path) ?? toldAbove(root, path);
  const missing = String(params.missingProperty);
  return told(schema.properties?.[missing] ?? {}, [...path, missing]) ?? toldAbove(root, path);
}

/** What the sentence of a schema says at a place; undefined when it has none. */
function told(schema: object, path: Path): Problem | undefined {
  const explanation = explanationOf(schema);
  return explanation && { path: path.slice(0, path.length - explanation.above), reason: explanation.reason };
}

/** Within the schema of a rule of the host's there are no sentences: that of the rule speaks for all of it. */
function toldAbove(root: JsonSchema, path: Path): Problem {
  let schema = root;
  let problem = told(root, [])!;
  for (const [index, step] of path.entries()) {
    const { properties, items } = schema as { properties?: Record<string, JsonSchema>; items?: JsonSchema };
    const next = typeof step === 'number' ? items : properties?.[step];
    const inner = next && told(next, path.slice(0, index + 1));
    if (!inner) break;
    [schema, problem] = [next, inner];
  }
  return problem;
}

/** Steps into lists become numbers, others stay names. */
function pathIn(value: unknown, pointer: string): Path {
  let at = value;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const key = Array.isArray(at) ? Number(name) : name;
      at = (at as Record<string | number, unknown>)[key];
      return key;
    });
}
