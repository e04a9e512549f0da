import { type DataSource } from 'typeorm';

/** That the service connects as a role which could switch off the triggers that guard its tables. */
export interface ServiceOwnsTables {
  role: string;
  message: string;
  remedy: string;
}

/** Undefined for a role that has what the service uses, as `grantServiceRights` leaves it, and no more. */
export async function serviceOwnsTables(dataSource: DataSource): Promise<ServiceOwnsTables | undefined> {
  const [found] = await dataSource.query<{ role: string; reason: string }[]>(EXCESS);
  if (!found) return undefined;
  const { role, reason } = found;
  return {
    role,
    message: `The service connects as ${role}, which ${reason}: it could rewrite the activation log and run records`,
    remedy:
      'Let DATABASE_URL name a role of its own, and DATABASE_OWNER_URL the owner of the tables; ' +
      '"npm run database:grant" gives that role what the service uses; REVOKE its memberships of other roles ' +
      '(docs/operations.md, "Deploy").',
  };
}

const EXCESS = `
  SELECT rolname AS role, reason
    FROM pg_roles,
         (VALUES (ARRAY[to_regclass('algo_versions'), to_regclass('algo_params'),
                        to_regclass('algo_activations'), to_regclass('algo_runs')]::oid[])) AS engine (tables),
         LATERAL (VALUES
           (1, rolsuper, 'is a superuser'),
           (2, pg_has_role(oid, (SELECT nspowner FROM pg_namespace WHERE nspname = current_schema()), 'MEMBER'),
               'is the owner of the schema, or may become it'),
           (3, EXISTS (SELECT FROM pg_class c
                        WHERE c.oid = ANY (tables)
                          AND pg_has_role(pg_roles.oid, c.relowner, 'MEMBER')),
               'owns the tables, or may become their owner'),
           (4, rolcreaterole AND current_setting('server_version_num')::int < 160000,
               'may give itself to the owner of the tables (CREATEROLE)'),
           (5, EXISTS (SELECT FROM pg_roles mighty
                        WHERE mighty.rolname IN ('pg_execute_server_program', 'pg_write_server_files')
                          AND pg_has_role(pg_roles.oid, mighty.oid, 'MEMBER')),
               'may write files or run programs on the server'),
           (6, EXISTS (SELECT FROM pg_roles more, unnest(tables) AS counted
                        WHERE pg_has_role(pg_roles.oid, more.oid, 'MEMBER')
                          AND has_table_privilege(more.oid, counted, 'DELETE, TRUNCATE, TRIGGER')),
               'may delete rows or add triggers, itself or as a member of another role')
         ) AS excess (rank, is_so, reason)
   WHERE rolname = session_user AND is_so
   ORDER BY rank LIMIT 1`;
