import { type Type } from '@nestjs/common';
import { type JsonObject, type JsonValue } from '../json/json.js';
import { checkSchema, checkShape } from '../schema/check-shape.js';
import { schemaOf } from '../schema/json-schema.js';
import { type JsonSchema } from '../schema/rule.js';
import { Draws } from './draws.js';

/** How often an object is made anew that breaks a rule of its own. */
const ATTEMPTS = 20;
const LONGEST_LIST = 8;
/** Few, so that rows refer to each other; every second text is another one, so that rows have ids of their own. */
const TEXTS = ['a', 'b', 'c', 'd', 'e', 'B', 'é', 'constructor', '0'];
const FIRST_INSTANT = Date.parse('2026-01-01T00:00:00Z');
const INSTANTS_MS = 40 * 24 * 3600 * 1000;

/**
 * Inputs that fit a contract, the same for the same seed, with short lists first. Fewer than wanted, or none, where a rule is
 * such that made-up values hardly ever match it.
 */
export function generatedInputs(type: Type<unknown>, count: number, seed: string): JsonObject[] {
  const inputs: JsonObject[] = [];
  for (let index = 0; index < count; index += 1) {
    const draws = new Draws(`${seed}|${index}`, Math.ceil((LONGEST_LIST * index) / count));
    const input = objectOf(schemaOf(type), draws);
    if (!checkShape(type, input)) inputs.push(input);
  }
  return inputs;
}

/** A value that a schema describes. What it forbids by other keywords than these, `objectOf` sees. */
function valueOf(schema: JsonSchema, draws: Draws): JsonValue {
  const choices = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined;
  if ('const' in schema) return schema.const as JsonValue;
  if (schema.enum) return draws.oneOf(schema.enum as JsonValue[]);
  if (choices) return valueOf(draws.oneOf(choices), draws);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, draws);
    case 'array':
      return listOf(schema, draws);
    case 'string':
      return textOf(schema, draws);
    case 'number':
    case 'integer':
      return numberOf(schema, draws);
    case 'boolean':
      return draws.oneOf([true, false]);
    default:
      return draws.oneOf([null, 0, 'a']);
  }
}

/** One that the schema lets through, if it is found soon. */
function objectOf(schema: JsonSchema, draws: Draws): JsonObject {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  const required = (schema.required ?? []) as string[];
  const make = (): JsonObject =>
    Object.fromEntries(
      properties
        .filter(([name]) => required.includes(name) || draws.next() < draws.fullness)
        .map(([name, property]) => [name, valueOf(property, draws)]),
    );
  let made = make();
  for (let attempt = 1; attempt < ATTEMPTS && checkSchema(schema, made); attempt += 1) made = make();
  return made;
}

function listOf(schema: JsonSchema, draws: Draws): JsonValue[] {
  const { minItems = 0, maxItems = Infinity } = schema as Record<string, number>;
  const { prefixItems = [], items } = schema as { prefixItems?: JsonSchema[]; items?: JsonSchema };
  const length = Math.max(minItems, Math.min(maxItems, draws.integer(0, draws.longest)));
  return Array.from({ length }, (_, index) => valueOf(prefixItems[index] ?? items ?? {}, draws));
}

function textOf(schema: JsonSchema, draws: Draws): string {
  const { minLength = 0, maxLength = Infinity } = schema as Record<string, number>;
  if (schema.format === 'date-time') return new Date(FIRST_INSTANT + draws.integer(0, INSTANTS_MS)).toISOString();
  const text =
    draws.next() < 0.5 ? `id ${draws.integer(0, 9999)}` : draws.oneOf(minLength === 0 ? ['', ...TEXTS] : TEXTS);
  return text.slice(0, maxLength).padEnd(minLength, '0');
}

/** Ends and whole numbers as often as others. */
function numberOf(schema: JsonSchema, draws: Draws): number {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum } = schema as Record<string, number | undefined>;
  const least =
    minimum ?? exclusiveMinimum ?? Math.min(-draws.widest, (maximum ?? exclusiveMaximum ?? 0) - draws.widest);
  const most = maximum ?? exclusiveMaximum ?? Math.max(draws.widest, least + draws.widest);
  if (schema.type === 'integer') {
    const [from, to] = [
      exclusiveMinimum === undefined ? least : least + 1,
      exclusiveMaximum === undefined ? most : most - 1,
    ];
    return draws.oneOf([from, draws.integer(from, Math.min(to, from + 3)), draws.integer(from, to)]);
  }
  const ends = [minimum, maximum].filter((end) => end !== undefined);
  return ends.length > 0 && draws.next() < 0.3
    ? draws.oneOf(ends)
    : least + (1 + draws.integer(0, 97)) * ((most - least) / 99);
}
