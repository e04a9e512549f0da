import { type Ask } from './run-partitions.js';

/** What of a table goes over to another one of its name, whose rows are in partitions. */
export interface PartitionedTable {
  name: string;
  /** The column by which rows find their partition. */
  key: string;
}

const idOf = (table: string) => `'${table}'::regclass`;

/**
 * $1: how names of constraints begin that are no obstacle; null: all are. What stands in the way of a table of partitions, or would be left with the
 * old table alone.
 */
const obstacles = ({ name, key }: PartitionedTable, T = idOf(name)) => `
  SELECT format('view %s', v.oid::regclass) AS what FROM pg_depend d
    JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class
    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = ${T} AND v.oid <> ${T}
  UNION SELECT format('rule %I', rulename) FROM pg_rewrite WHERE ev_class = ${T}
  UNION SELECT 'row security' FROM pg_class WHERE oid = ${T} AND (relrowsecurity OR relforcerowsecurity)
  UNION SELECT format('policy %I', polname) FROM pg_policy WHERE polrelid = ${T}
  UNION SELECT format('function %s', objid::regprocedure) FROM pg_depend
    WHERE classid = 'pg_proc'::regclass AND refclassid = 'pg_class'::regclass AND refobjid = ${T}
  UNION SELECT format('foreign key %I of %s', conname, conrelid::regclass) FROM pg_constraint
    WHERE contype = 'f' AND confrelid = ${T}
  UNION SELECT format('constraint %I, which is not validated', conname) FROM pg_constraint
    WHERE conrelid = ${T} AND NOT convalidated AND NOT coalesce(starts_with(conname, $1::text), false)
  UNION SELECT format('publication %I', p.pubname) FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = ${T}
  UNION SELECT format('unique index %s without the ${key}', i.indexrelid::regclass) FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = '${key}'
    WHERE i.indrelid = ${T} AND (i.indisunique OR i.indisexclusion) AND a.attnum <> ALL (i.indkey)
  UNION SELECT format('inheritance with %s', CASE inhrelid WHEN ${T} THEN inhparent ELSE inhrelid END::regclass)
    FROM pg_inherits JOIN pg_class c ON c.oid = ${T} AND NOT c.relkind = 'p' WHERE c.oid IN (inhrelid, inhparent)
  UNION SELECT format('trigger %I with transition tables', tgname) FROM pg_trigger
    WHERE tgrelid = ${T} AND tgtype & 1 = 1 AND (tgoldtable IS NOT NULL OR tgnewtable IS NOT NULL)
  ORDER BY what`;

/** $1: the end of names of indexes of the old table. Statements before the new table is made, and after. */
const rules = (table: string, T = idOf(table)) => `
  SELECT 1 AS place, format('ALTER INDEX %s RENAME TO %I', i.indexrelid::regclass, left(c.relname, 45) || $1) AS before,
    CASE WHEN k.oid IS NULL THEN replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') END AS after
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid WHERE i.indrelid = ${T}
  UNION ALL
  SELECT 0, NULL, format('ALTER TABLE ${table} ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE conrelid = ${T} AND contype IN ('p', 'u', 'f')
  UNION ALL
  SELECT 2, CASE WHEN tgtype & 1 = 1 THEN format('DROP TRIGGER %I ON ${table}', tgname) END, pg_get_triggerdef(oid)
  FROM pg_trigger WHERE tgrelid = ${T} AND NOT tgisinternal
  UNION ALL
  SELECT 3, NULL, format('ALTER TABLE ${table} %s TRIGGER %I',
    CASE tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, tgname)
  FROM pg_trigger WHERE tgrelid = ${T} AND NOT tgisinternal AND tgenabled <> 'O'
  UNION ALL
  SELECT 4, NULL, format('GRANT %s%s ON ${table} TO %s%s', a.privilege_type, of_column,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
  FROM pg_class c, LATERAL (
    SELECT c.relacl, '' UNION ALL
    SELECT attacl, format(' (%I)', attname) FROM pg_attribute WHERE attrelid = c.oid AND attacl IS NOT NULL
  ) AS acl (rights, of_column), aclexplode(acl.rights) AS a
  WHERE c.oid = ${T} AND a.grantee <> c.relowner
  UNION ALL
  SELECT 5, NULL, format('COMMENT ON TABLE ${table} IS %L', text) FROM obj_description(${T}, 'pg_class') AS text
  WHERE text IS NOT NULL
  ORDER BY place`;

/** $1: a table. Nothing is done with a partition by itself but by its owner. */
const REVOKES = `
  SELECT DISTINCT format('REVOKE ALL ON %I FROM %s', c.relname,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS statement
  FROM pg_class c, LATERAL (
    SELECT c.relacl UNION ALL SELECT attacl FROM pg_attribute WHERE attrelid = c.oid
  ) AS acl (rights), aclexplode(acl.rights) AS a
  WHERE c.oid = $1::regclass AND a.grantee <> c.relowner`;

/** $1: a new partition. Triggers for rows come by themselves; those that reject TRUNCATE, the owner and settings of storage do not. */
const partitionRules = (table: string, T = idOf(table)) => `
  SELECT replace(pg_get_triggerdef(t.oid), format(' ON %I.${table} ', n.nspname), format(' ON %I.%I ', n.nspname, $1::text)) AS statement
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = ${T} AND NOT t.tgisinternal AND t.tgtype & 32 = 32
  UNION ALL
  SELECT format('ALTER TABLE %I OWNER TO %I', $1::text, pg_get_userbyid(relowner)) FROM pg_class WHERE oid = ${T}
  UNION ALL
  SELECT format('ALTER TABLE %I SET (%s)', $1::text, array_to_string(p.reloptions, ', '))
  FROM (SELECT p.reloptions FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid
    WHERE i.inhparent = ${T} AND p.relname <> $1::text ORDER BY p.oid DESC LIMIT 1) AS p WHERE p.reloptions IS NOT NULL`;

/** What keeps a table from being kept in partitions; empty: nothing. */
export async function obstaclesTo(ask: Ask, table: PartitionedTable, allowed: string | null = null): Promise<string[]> {
  return ((await ask(obstacles(table), [allowed])) as { what: string }[]).map(({ what }) => what);
}

/** Statements that take from a table what only one table can have, and that give it to a new one of the name. */
export async function rulesOf(ask: Ask, table: string, suffix: string): Promise<{ before: string[]; after: string[] }> {
  const found = (await ask(rules(table), [suffix])) as { before: string | null; after: string | null }[];
  return { before: found.flatMap(({ before }) => before ?? []), after: found.flatMap(({ after }) => after ?? []) };
}

/** Gives a partition what it does not inherit, and takes everyone's rights on it: it is used through its table. */
export async function settlePartition(ask: Ask, table: string, name: string): Promise<void> {
  await execute(ask, partitionRules(table), name);
  await execute(ask, REVOKES, name);
}

/** Takes everyone's rights on a table: it is used through that of which it is a partition. */
export const revokeAll = (ask: Ask, name: string): Promise<void> => execute(ask, REVOKES, name);

async function execute(ask: Ask, statements: string, table: string): Promise<void> {
  for (const { statement } of (await ask(statements, [table])) as { statement: string }[]) await ask(statement);
}
