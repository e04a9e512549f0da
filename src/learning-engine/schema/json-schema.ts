import { type Type } from '@nestjs/common';
import { explained, type JsonSchema, type Rule, shapeOf } from './rule.js';

const AN_OBJECT: Rule = { schema: { type: 'object' }, reason: 'must be an object' };

const schemas = new WeakMap<object, JsonSchema>();

/**
 * What an object of a parameter or contract class must be, as JSON Schema. Fields that are not declared are rejected.
 *
 * @throws TypeError when a field has two rules
 */
export function schemaOf(type: Type<unknown>): JsonSchema {
  const known = schemas.get(type);
  if (known) return known;

  const { fields, rules } = shapeOf(type);
  const names = fields.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) throw new TypeError(`${type.name}.${repeated} has two rules: leave one`);
  const schema = explained(
    {
      ...AN_OBJECT.schema,
      properties: Object.fromEntries(fields.map(({ name, schema, reason }) => [name, explained(schema, reason)])),
      required: fields.filter(({ optional }) => !optional).map(({ name }) => name),
      additionalProperties: false,
      // What is no object is reported first, rather than that it has or lacks certain fields.
      ...(rules.length > 0 && { allOf: [AN_OBJECT, ...rules].map((rule) => explained(rule.schema, rule.reason)) }),
    },
    AN_OBJECT.reason,
  );
  schemas.set(type, schema);
  return schema;
}
