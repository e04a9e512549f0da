import { escapeIdentifier } from 'pg';
import { type PreparedStatement } from '../../database/connections/query-prepared.js';
import { type PersonalTable } from './personal-tables.js';

/** A row as JSON, and its place in the order of the table. */
export interface PersonalRow {
  row: string;
  place: string;
}

const MOST_ROWS = 50;
/** One row more than this comes alone. */
const MOST_BYTES = 1_048_576;

/** $1 names. Those that are tables here. */
export const TABLES_HERE: PreparedStatement = {
  name: 'personal_tables_here',
  text: 'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(quote_ident(name)) IS NOT NULL',
};

/** $1 person, $2 the place of the last row before, or null. */
export function personalRows({ table, columns, theirs, key, secrets = [] }: PersonalTable): PreparedStatement {
  const name = escapeIdentifier(table);
  const order = (of: string) => key.map((column) => `${of}.${escapeIdentifier(column)}`).join(', ');
  const shown = ['to_jsonb(t)', ...secrets.map((column) => `'${column}'`)].join(' - ');
  const whose = theirs ?? `t.${escapeIdentifier(Object.keys(columns)[0]!)} = $1`;
  return {
    name: `personal_rows_of_${table}`,
    text: `
    SELECT row, place FROM (
      SELECT row, place, n, sum(octet_length(row)) OVER (ORDER BY n) AS bytes FROM (
        SELECT (${shown})::text AS row, jsonb_build_object(${key.map((column) => `'${column}', t.${escapeIdentifier(column)}`).join(', ')})::text AS place,
          row_number() OVER (ORDER BY ${order('t')}) AS n
        FROM ${name} t WHERE (${whose}) AND ($2::jsonb IS NULL
          OR (${order('t')}) > (SELECT ${order('last')} FROM jsonb_populate_record(NULL::${name}, $2::jsonb) AS last))
        ORDER BY ${order('t')} LIMIT ${MOST_ROWS}
      ) AS listed
    ) AS page WHERE bytes <= ${MOST_BYTES} OR n = 1 ORDER BY n`,
  };
}
