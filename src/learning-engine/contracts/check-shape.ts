import { type Type } from '@nestjs/common';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { schemaOf } from './json-schema.js';
import { type Path, type Problem } from './problem.js';
import { explanationOf } from './rule.js';
import { isUtcTime } from './utc-time.js';

/** `verbose` makes an error carry the schema it comes from, which leads to its sentence. */
const ajv = new Ajv2020({ verbose: true, strictTypes: false, formats: { 'date-time': isUtcTime } });
const validators = new WeakMap<object, ValidateFunction>();

/**
 * Judges JSON data by the rules of a parameter or contract class. Of several problems the first is the answer: lists are
 * looked at from their beginning, objects for missing fields, then for unknown ones, then in the order of their fields.
 *
 * @param value plain data, as `copyJson` gives it
 */
export function checkShape(type: Type<object>, value: unknown): Problem | undefined {
  let validate = validators.get(type);
  if (!validate) {
    validate = ajv.compile(schemaOf(type));
    validators.set(type, validate);
  }
  if (validate(value)) return undefined;
  // What is nested in a choice comes first, the choice itself last.
  return problemOf(validate.errors!.at(-1)!, value);
}

function problemOf({ keyword, instancePath, params, parentSchema }: ErrorObject, value: unknown): Problem {
  const path = pathIn(value, instancePath);
  if (keyword === 'additionalProperties') {
    return { path: [...path, String(params.additionalProperty)], reason: 'is not a known field' };
  }
  const schema = parentSchema as { properties?: Record<string, object> };
  if (keyword === 'required') {
    const missing = String(params.missingProperty);
    return { path: [...path, missing], reason: explanationOf(schema.properties![missing]!)!.reason };
  }
  const { reason, above } = explanationOf(schema)!;
  return { path: path.slice(0, path.length - above), reason };
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
