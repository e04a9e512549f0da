import { type Check } from './finding.js';

/** Not of a database whose order of texts has no version: it does not change. */
const ORDER_CHANGED = `
  SELECT quote_ident(datname) AS name, datcollversion AS before, pg_database_collation_actual_version(oid) AS now
  FROM pg_database
  WHERE datname = current_database() AND datcollversion <> coalesce(pg_database_collation_actual_version(oid), '')`;

/** Texts are ordered as they were when the indexes were made. */
export const checkCollation: Check = async (manager) => {
  const changed = await manager.query<{ name: string; before: string; now: string | null }[]>(ORDER_CHANGED);
  return changed.map(({ name, before, now }) => ({
    code: 'COLLATION_CHANGED',
    subject: name,
    message: `The operating system orders texts by version ${now ?? 'unknown'}, the indexes of ${name} by ${before}: unique ones may admit duplicates`,
    remedy: `REINDEX DATABASE ${name}, then ALTER DATABASE ${name} REFRESH COLLATION VERSION.`,
  }));
};
