/**
 * A query for the sessions of this database that hold an advisory lock, with the transaction that each is in: rows of `pid`,
 * `name` and `transaction`.
 *
 * @param keys SQL: an expression, or a query, for the keys (bigint)
 */
export const advisoryLockHolders = (keys: string): string => `
  SELECT a.pid, a.application_name AS name, l.virtualtransaction AS transaction
  FROM pg_locks l JOIN pg_stat_activity a USING (pid)
  WHERE l.locktype = 'advisory' AND l.granted AND l.database = a.datid AND a.datname = current_database()
    AND l.objsubid = 1 AND (l.classid::bigint << 32 | l.objid::bigint) IN (${keys})`;
