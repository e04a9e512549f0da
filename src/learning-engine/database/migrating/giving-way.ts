import { setTimeout as sleep } from 'node:timers/promises';
import { type QueryRunner } from 'typeorm';
import { TablesInUseError } from '../../errors/migration.errors.js';

/** Shorter than PostgreSQL's deadlock_timeout of 1 s, and than the lock_timeout of the service: the service never gives way. */
const WAIT = '300ms';
const PAUSE_MS = 500;
const PATIENCE_MS = 60_000;
const LOCK_NOT_HAD = '55P03';

/**
 * Runs migrations beside those who read and write the tables. A statement that waits for a table keeps all others waiting behind
 * it, and holds other tables meanwhile: so it waits a moment only, then its migration is rolled back as a whole and tried again.
 *
 * @param work may be repeated: what is through is not done again
 * @throws {TablesInUseError} when others use the tables for all that time
 * @throws the reason of `stop`, when that comes first
 */
export async function givingWay<T>(
  queryRunner: QueryRunner,
  { patienceMs = PATIENCE_MS, stop }: { patienceMs?: number; stop?: AbortSignal },
  work: () => Promise<T>,
): Promise<T> {
  await queryRunner.query("SELECT set_config('lock_timeout', $1, false)", [WAIT]);
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_HAD) throw error;
      if (performance.now() >= deadline) throw new TablesInUseError(patienceMs, await findUsers(queryRunner), error);
    }
    await sleep(PAUSE_MS * (0.5 + Math.random()));
    stop?.throwIfAborted();
  }
}

/** Sessions in whose transactions tables of this schema are locked; 0 for prepared transactions, which have none. */
async function findUsers(queryRunner: QueryRunner): Promise<number[]> {
  const rows = (await queryRunner.query(`
    SELECT DISTINCT coalesce(l.pid, 0) AS pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
    WHERE l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND c.relnamespace = current_schema()::regnamespace AND l.pid IS DISTINCT FROM pg_backend_pid()
    ORDER BY pid`)) as { pid: number }[];
  return rows.map(({ pid }) => pid);
}
