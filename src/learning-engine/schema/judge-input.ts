import { type Type } from '@nestjs/common';
import { checkSchema, checkShape } from './check-shape.js';
import { schemaOf } from './json-schema.js';
import { type JsonObject } from '../json/json.js';
import { type Problem } from '../json/problem.js';
import { explained, type JsonSchema, shapeOf } from './rule.js';

export interface InputJudgement {
  /** What makes the whole input invalid. */
  problems: readonly Problem[];
  /** Rows that break their contract, of lists whose rows stand by themselves: see `EventsOf`. */
  unfit: readonly Problem[];
}

/** Nothing is wrong. */
export const VALID: InputJudgement = { problems: [], unfit: [] };

/**
 * Judges an input by its contract class and finds all that is wrong: one problem of the input apart from the rows of its lists,
 * and one of each row.
 */
export function judgeInput(type: Type<unknown>, input: JsonObject): InputJudgement {
  if (!checkShape(type, input)) return VALID;
  const apart = checkSchema(schemaWithoutRows(type), input);
  const problems = apart ? [apart] : [];
  const unfit: Problem[] = [];
  for (const { name, separable, rowSchema } of listsOf(type)) {
    const rows = input[name];
    // What is no list, or a longer one than it may be, is not looked into.
    if (!Array.isArray(rows) || (apart?.path.length === 1 && apart.path[0] === name)) continue;
    rows.forEach((row, index) => {
      const problem = checkSchema(rowSchema, row);
      if (problem) (separable ? unfit : problems).push({ ...problem, path: [name, index, ...problem.path] });
    });
  }
  return { problems, unfit };
}

/** The fields of a contract that are lists of objects. */
const listsOf = (type: Type<unknown>) =>
  shapeOf(type).fields.flatMap((field) => {
    const rowSchema = field.schema.items as JsonSchema | undefined;
    return rowSchema?.type === 'object' ? [{ ...field, rowSchema }] : [];
  });

const withoutRows = new WeakMap<object, JsonSchema>();

/** What an input must be, whatever the rows of its lists are. */
function schemaWithoutRows(type: Type<unknown>): JsonSchema {
  const known = withoutRows.get(type);
  if (known) return known;
  const schema = schemaOf(type);
  const lists = listsOf(type).map(({ name, schema: { items: _rows, ...list }, reason }) => [
    name,
    explained(list, reason),
  ]);
  const properties = { ...(schema.properties as object), ...(Object.fromEntries(lists) as object) };
  const apart = explained({ ...schema, properties }, 'must be an object');
  withoutRows.set(type, apart);
  return apart;
}
