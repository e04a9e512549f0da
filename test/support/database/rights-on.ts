/** Rights on a table and on its columns, and whose they are. */
export const rightsOn = (table: string): string => `
  SELECT coalesce(attname, '') AS "column", a.privilege_type AS privilege, a.grantee::regrole::text AS role
  FROM pg_class c, LATERAL (
    SELECT NULL, relacl UNION ALL SELECT attname, attacl FROM pg_attribute WHERE attrelid = c.oid
  ) AS acl (attname, rights), aclexplode(rights) AS a
  WHERE c.oid = '${table}'::regclass AND a.grantee <> c.relowner ORDER BY 1, 2, 3`;

/** Partitions of a table on which a role has any right. */
export const partitionsOpenTo = (role: string, table: string): string => `
  SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = '${table}'::regclass
    AND has_table_privilege('${role}', inhrelid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')`;

/** Sessions of commands: that of one that was killed may live on for a moment. */
export const SESSIONS_OF_COMMANDS = `
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'learning-engine migrations%'`;
