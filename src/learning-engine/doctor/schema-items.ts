import { type EntityManager } from 'typeorm';

/** Definitions as PostgreSQL prints them, by name: `constraint algo_runs.ck_algo_runs_status`. */
export type SchemaItems = Readonly<Record<string, string>>;

/** Names of the engine's tables are printed without their schema: a host may keep them in any. */
const UNQUALIFIED = (definition: string) => `replace(${definition}, quote_ident(current_schema()) || '.', '')`;

/** $1: the tables. Functions and triggers by their names, all of which begin with `algo_`. */
const ITEMS = `
  SELECT format('column %s.%s', c.relname, a.attname) AS name,
         concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
           'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid)) AS definition
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  WHERE c.oid = ANY ($1::regclass[])
  UNION ALL
  SELECT format('constraint %s.%s', conrelid::regclass, conname), pg_get_constraintdef(oid)
  FROM pg_constraint WHERE conrelid = ANY ($1::regclass[]) AND contype NOT IN ('n', 't')
  UNION ALL
  SELECT format('index %s.%s', i.indrelid::regclass, c.relname),
         ${UNQUALIFIED('pg_get_indexdef(i.indexrelid)')} || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ANY ($1::regclass[])
  UNION ALL
  SELECT format('trigger %s.%s', tgrelid::regclass, tgname),
         ${UNQUALIFIED('pg_get_triggerdef(oid)')} || CASE tgenabled WHEN 'D' THEN ' DISABLED' ELSE '' END
  FROM pg_trigger WHERE tgrelid = ANY ($1::regclass[]) AND NOT tgisinternal
  UNION ALL
  SELECT format('function %s', p.proname), btrim(regexp_replace(p.prosrc, '\\s+', ' ', 'g'))
  FROM pg_proc p WHERE p.oid IN (SELECT tgfoid FROM pg_trigger WHERE tgrelid = ANY ($1::regclass[]) AND NOT tgisinternal)
  ORDER BY name`;

/** The columns, constraints, indexes, triggers and trigger functions of some tables; a table that is missing has none. */
export async function readSchemaItems(manager: EntityManager, tables: readonly string[]): Promise<SchemaItems> {
  const existing = await manager.query<{ name: string }[]>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL',
    [tables],
  );
  const rows = await manager.query<{ name: string; definition: string }[]>(ITEMS, [existing.map(({ name }) => name)]);
  return Object.fromEntries(rows.map(({ name, definition }) => [name, definition]));
}
