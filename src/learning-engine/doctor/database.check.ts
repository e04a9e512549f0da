import { type Check } from './finding.js';

const TRIGGERS_OFF = `SELECT FROM pg_settings WHERE name = 'session_replication_role' AND setting = 'replica'`;

/** Not of a database whose order of texts has no version: it does not change. */
const ORDER_CHANGED = `
  SELECT quote_ident(datname) AS name, datcollversion AS before, pg_database_collation_actual_version(oid) AS now
  FROM pg_database
  WHERE datname = current_database() AND datcollversion <> coalesce(pg_database_collation_actual_version(oid), '')`;

/** What holds for the whole database, and takes triggers and unique indexes out of force without touching them. */
export const checkDatabase: Check = async (manager) => {
  const off = await manager.query<unknown[]>(TRIGGERS_OFF);
  const changed = await manager.query<{ name: string; before: string; now: string | null }[]>(ORDER_CHANGED);
  return [
    ...off.map(() => ({
      code: 'TRIGGERS_OFF',
      subject: 'session_replication_role',
      message: 'session_replication_role is replica: no trigger fires in sessions like this one',
      remedy: 'Find where it is set (the role, the database, the server), reset it there, and run the doctor again.',
    })),
    ...changed.map(({ name, before, now }) => ({
      code: 'COLLATION_CHANGED',
      subject: name,
      message: `The operating system orders texts by version ${now ?? 'unknown'}, the indexes of ${name} by ${before}: unique ones may let duplicates in`,
      remedy: `REINDEX DATABASE ${name}, then ALTER DATABASE ${name} REFRESH COLLATION VERSION.`,
    })),
  ];
};
