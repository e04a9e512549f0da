import { type EntityManager } from 'typeorm';
import { GUARD_ITEMS } from './guard-items.js';
import { SHAPE_ITEMS } from './shape-items.js';

/** Definitions as PostgreSQL prints them, by name: `constraint algo_runs.ck_algo_runs_status`. */
export type SchemaItems = Readonly<Record<string, string>>;

const ITEMS = `${[...SHAPE_ITEMS, ...GUARD_ITEMS].join(' UNION ALL ')} ORDER BY name`;

/** What some tables consist of: columns, constraints, triggers and so on; a table that is missing has none. */
export async function readSchemaItems(manager: EntityManager, tables: readonly string[]): Promise<SchemaItems> {
  const existing = await manager.query<{ name: string }[]>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL',
    [tables],
  );
  const rows = await manager.query<{ name: string; definition: string }[]>(ITEMS, [existing.map(({ name }) => name)]);
  return Object.fromEntries(rows.map(({ name, definition }) => [name, definition]));
}
