/** Of a row `l` of pg_locks. */
export const IS_OF_THIS_DATABASE = 'l.database = (SELECT oid FROM pg_database WHERE datname = current_database())';

/**
 * A condition on a row `l` of pg_locks: an advisory lock of this database.
 *
 * @param keys SQL: an expression, or a query, for the keys (bigint)
 */
export const isAdvisoryLock = (keys: string): string =>
  `l.locktype = 'advisory' AND ${IS_OF_THIS_DATABASE}
    AND l.objsubid = 1 AND (l.classid::bigint << 32 | l.objid::bigint) IN (${keys})`;

/** A query for the sessions that hold such a lock: rows of `pid` and `name`. */
export const advisoryLockHolders = (keys: string): string => `
  SELECT a.pid, a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE l.granted AND ${isAdvisoryLock(keys)}`;
