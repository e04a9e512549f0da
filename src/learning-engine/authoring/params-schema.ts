import { schemaOf } from '../schema/json-schema.js';
import { type JsonSchema } from '../schema/rule.js';
import { defaultParams } from './complete-params.js';
import { type ParamsClass } from './learning-algorithm.decorator.js';

/** What a complete parameter set must be, as JSON Schema, with the default of every parameter. */
export function paramsSchema(params: ParamsClass): JsonSchema {
  const schema = schemaOf(params);
  const defaults = defaultParams(params);
  const properties = Object.entries(schema.properties as Record<string, JsonSchema>).map(([name, rule]) => [
    name,
    { ...rule, default: defaults[name] },
  ]);
  return { ...schema, properties: Object.fromEntries(properties) as JsonSchema };
}
