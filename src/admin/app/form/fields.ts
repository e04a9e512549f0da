import { type Schema, step } from './schema';

interface Described {
  /** JSON pointer into the parameters. */
  pointer: string;
  name: string;
  title: string;
  description?: string;
  unit?: string;
  default?: unknown;
}

/** A range; what is left out has no end there. */
export interface Range {
  least?: number;
  most?: number;
  /** Whether the end itself is not in it. */
  isAboveLeast?: boolean;
  isBelowMost?: boolean;
}

export type NumberRule = Range & { isInteger: boolean };
/** What one text of a field says. */
export type TextRule = ({ kind: 'number' } & NumberRule) | { kind: 'text'; pattern?: string };

export type Field = Described &
  (
    | { kind: 'fixed'; value: unknown }
    | { kind: 'yes-no' }
    | { kind: 'choice'; choices: readonly unknown[] }
    | { kind: 'value'; rule: TextRule; isNullable: boolean }
    /** `rules` of the first elements; `rest` of all further ones, undefined where their number is fixed. */
    | { kind: 'list'; rules: readonly TextRule[]; rest?: TextRule; least: number; most: number }
    | { kind: 'group'; fields: readonly Field[] }
    /** What has no editor of its own: a text in JSON. */
    | { kind: 'json' }
  );

/** The fields of an object, in the order of its schema. */
export function fieldsOf(schema: Schema, pointer = ''): Field[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]) =>
    fieldOf(property, name, pointer + step(name)),
  );
}

function fieldOf(schema: Schema, name: string, pointer: string): Field {
  const described: Described = {
    ...{ pointer, name, title: schema.title ?? name, default: schema.default },
    ...(schema.description && { description: schema.description }),
    ...(schema['x-unit'] && { unit: schema['x-unit'] }),
  };
  if ('const' in schema) return { ...described, kind: 'fixed', value: schema.const };
  if (schema.enum) return { ...described, kind: 'choice', choices: schema.enum };
  if (schema.type === 'boolean') return { ...described, kind: 'yes-no' };
  if (schema.type === 'object' && schema.properties) {
    return { ...described, kind: 'group', fields: fieldsOf(schema, pointer) };
  }
  if (schema.type === 'array') return { ...described, ...listOf(schema) };
  const { value, isNullable } = withoutNull(schema);
  const rule = ruleOf(value);
  return rule ? { ...described, kind: 'value', rule, isNullable } : { ...described, kind: 'json' };
}

function listOf(
  schema: Schema,
): { kind: 'json' } | Pick<Extract<Field, { kind: 'list' }>, 'kind' | 'rules' | 'rest' | 'least' | 'most'> {
  const { prefixItems = [], items, minItems = 0, maxItems = Infinity } = schema;
  const rules = prefixItems.map(ruleOf);
  const rest = typeof items === 'object' ? ruleOf(items) : undefined;
  if (rules.includes(undefined) || (rules.length === 0 && !rest)) return { kind: 'json' };
  return {
    ...{ kind: 'list', rules: rules as TextRule[], ...(rest && { rest }) },
    ...{ least: minItems, most: rest ? maxItems : Math.min(maxItems, rules.length) },
  };
}

/** `{"anyOf": [X, {"type": "null"}]}` and `{"type": ["number", "null"]}` are X, or null. */
function withoutNull(schema: Schema): { value: Schema; isNullable: boolean } {
  const others = schema.anyOf?.filter(({ type }) => type !== 'null');
  if (others?.length === 1 && schema.anyOf?.length === 2) return { value: others[0]!, isNullable: true };
  if (Array.isArray(schema.type) && schema.type.length === 2 && schema.type.includes('null')) {
    return { value: { ...schema, type: (schema.type as string[]).find((type) => type !== 'null') }, isNullable: true };
  }
  return { value: schema, isNullable: false };
}

function ruleOf(schema: Schema): TextRule | undefined {
  if (schema.type === 'string') return { kind: 'text', ...(schema.pattern && { pattern: schema.pattern }) };
  if (schema.type !== 'number' && schema.type !== 'integer') return undefined;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const isAboveLeast = exclusiveMinimum !== undefined && exclusiveMinimum >= (minimum ?? -Infinity);
  const isBelowMost = exclusiveMaximum !== undefined && exclusiveMaximum <= (maximum ?? Infinity);
  const least = isAboveLeast ? exclusiveMinimum : minimum;
  const most = isBelowMost ? exclusiveMaximum : maximum;
  return {
    ...{ kind: 'number', isInteger: schema.type === 'integer' },
    ...(least !== undefined && { least, ...(isAboveLeast && { isAboveLeast }) }),
    ...(most !== undefined && { most, ...(isBelowMost && { isBelowMost }) }),
  };
}
