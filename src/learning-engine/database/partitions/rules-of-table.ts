import { type Ask } from './run-partitions.js';

const T = "'algo_runs'::regclass";

/** What stands in the way of a table of partitions, or would be left with the old table alone. */
const OBSTACLES = `
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
    WHERE conrelid = ${T} AND NOT convalidated AND NOT starts_with(conname, $1)
  UNION SELECT format('publication %I', p.pubname) FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
    WHERE r.prrelid = ${T}
  UNION SELECT format('unique index %s without the id', i.indexrelid::regclass) FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attname = 'id'
    WHERE i.indrelid = ${T} AND (i.indisunique OR i.indisexclusion) AND a.attnum <> ALL (i.indkey)
  UNION SELECT format('inheritance with %s', CASE inhrelid WHEN ${T} THEN inhparent ELSE inhrelid END::regclass)
    FROM pg_inherits WHERE ${T} IN (inhrelid, inhparent)
  UNION SELECT format('trigger %I with transition tables', tgname) FROM pg_trigger
    WHERE tgrelid = ${T} AND tgtype & 1 = 1 AND (tgoldtable IS NOT NULL OR tgnewtable IS NOT NULL)
  ORDER BY what`;

/** $1: the end of names of indexes of the old table. Statements before the new table is made, and after. */
const RULES = `
  SELECT 1 AS place, format('ALTER INDEX %s RENAME TO %I', i.indexrelid::regclass, left(c.relname, 45) || $1) AS before,
    CASE WHEN k.oid IS NULL THEN pg_get_indexdef(i.indexrelid) END AS after
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid WHERE i.indrelid = ${T}
  UNION ALL
  SELECT 0, NULL, format('ALTER TABLE algo_runs ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE conrelid = ${T} AND contype IN ('p', 'u', 'f')
  UNION ALL
  SELECT 2, CASE WHEN tgtype & 1 = 1 THEN format('DROP TRIGGER %I ON algo_runs', tgname) END, pg_get_triggerdef(oid)
  FROM pg_trigger WHERE tgrelid = ${T} AND NOT tgisinternal
  UNION ALL
  SELECT 3, NULL, format('ALTER TABLE algo_runs %s TRIGGER %I',
    CASE tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, tgname)
  FROM pg_trigger WHERE tgrelid = ${T} AND NOT tgisinternal AND tgenabled <> 'O'
  UNION ALL
  SELECT 4, NULL, format('GRANT %s%s ON algo_runs TO %s%s', a.privilege_type, of_column,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
  FROM pg_class c, LATERAL (
    SELECT c.relacl, '' UNION ALL
    SELECT attacl, format(' (%I)', attname) FROM pg_attribute WHERE attrelid = c.oid AND attacl IS NOT NULL
  ) AS acl (rights, of_column), aclexplode(acl.rights) AS a
  WHERE c.oid = ${T} AND a.grantee <> c.relowner
  UNION ALL
  SELECT 5, NULL, format('COMMENT ON TABLE algo_runs IS %L', text) FROM obj_description(${T}, 'pg_class') AS text
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
const PARTITION_RULES = `
  SELECT replace(pg_get_triggerdef(t.oid), format(' ON %I.algo_runs ', n.nspname), format(' ON %I.%I ', n.nspname, $1::text)) AS statement
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = ${T} AND NOT t.tgisinternal AND t.tgtype & 32 = 32
  UNION ALL
  SELECT format('ALTER TABLE %I OWNER TO %I', $1::text, pg_get_userbyid(relowner)) FROM pg_class WHERE oid = ${T}
  UNION ALL
  SELECT format('ALTER TABLE %I SET (%s)', $1::text, array_to_string(p.reloptions, ', '))
  FROM (SELECT p.reloptions FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhrelid
    WHERE i.inhparent = ${T} AND p.relname <> $1::text ORDER BY p.oid DESC LIMIT 1) AS p WHERE p.reloptions IS NOT NULL`;

/** What keeps a table of runs from being kept by months; empty: nothing. */
export async function obstaclesTo(ask: Ask, endRule: string): Promise<string[]> {
  return ((await ask(OBSTACLES, [endRule])) as { what: string }[]).map(({ what }) => what);
}

/** Statements that take from algo_runs what only one table can have, and that give it to a new one of the name. */
export async function rulesOfRuns(ask: Ask, suffix: string): Promise<{ before: string[]; after: string[] }> {
  const rules = (await ask(RULES, [suffix])) as { before: string | null; after: string | null }[];
  return { before: rules.flatMap(({ before }) => before ?? []), after: rules.flatMap(({ after }) => after ?? []) };
}

/** Gives a partition what it does not inherit, and takes everyone's rights on it: it is used through algo_runs. */
export async function settlePartition(ask: Ask, name: string): Promise<void> {
  await execute(ask, PARTITION_RULES, name);
  await execute(ask, REVOKES, name);
}

/** Takes everyone's rights on a table: it is used through algo_runs. */
export const revokeAll = (ask: Ask, name: string): Promise<void> => execute(ask, REVOKES, name);

async function execute(ask: Ask, statements: string, table: string): Promise<void> {
  for (const { statement } of (await ask(statements, [table])) as { statement: string }[]) await ask(statement);
}
