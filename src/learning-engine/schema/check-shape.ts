import { type Type } from '@nestjs/common';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { schemaOf } from './json-schema.js';
import { type Path, type Problem } from '../json/problem.js';
import { explanationOf, type JsonSchema } from './rule.js';
import { isUtcTime } from './utc-time.js';

/** `verbose` makes an error carry the schema it comes from, which leads to its sentence. */
const ajv = new Ajv2020({
  verbose: true,
  strictTypes: false,
  strictTuples: false,
  formats: { 'date-time': isUtcTime },
});
const validators = new WeakMap<object, ValidateFunction>();

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
  let validate = validators.get(schema);
  if (!validate) {
    validate = ajv.compile(schema);
    validators.set(schema, validate);
  }
  if (validate(value)) return undefined;
  // What is nested in a choice comes first, the choice itself last.
  return problemOf(validate.errors!.at(-1)!, schema, value);
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
