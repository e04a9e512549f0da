import { type DataSource } from 'typeorm';

/** Why the role that the service connects as could do what its rights keep it from. */
export interface RoleExcess {
  role: string;
  reason: string;
}

/**
 * Finds out whether a role could switch off the triggers that guard the tables: the promises about it are void then.
 * Undefined for a role as `grantServiceRights` leaves it.
 */
export async function excessOfRole(dataSource: DataSource): Promise<RoleExcess | undefined> {
  const [found] = await dataSource.query<RoleExcess[]>(EXCESS);
  return found;
}

const EXCESS = `
  SELECT rolname AS role, reason
    FROM pg_roles,
         LATERAL (VALUES
           (1, rolsuper, 'is a superuser'),
           (2, pg_has_role(oid, (SELECT nspowner FROM pg_namespace WHERE nspname = current_schema()), 'MEMBER'),
               'is the owner of the schema, or may become it'),
           (3, EXISTS (SELECT FROM pg_class c
                        WHERE c.oid IN (to_regclass('algo_versions'), to_regclass('algo_params'),
                                        to_regclass('algo_activations'), to_regclass('algo_runs'))
                          AND pg_has_role(pg_roles.oid, c.relowner, 'MEMBER')),
               'owns the tables, or may become their owner'),
           (4, rolcreaterole AND current_setting('server_version_num')::int < 160000,
               'may give itself to the owner of the tables (CREATEROLE)'),
           (5, EXISTS (SELECT FROM pg_roles mighty
                        WHERE mighty.rolname IN ('pg_execute_server_program', 'pg_write_server_files')
                          AND pg_has_role(pg_roles.oid, mighty.oid, 'MEMBER')),
               'may write files or run programs on the server')
         ) AS excess (rank, is_so, reason)
   WHERE rolname = session_user AND is_so
   ORDER BY rank LIMIT 1`;
