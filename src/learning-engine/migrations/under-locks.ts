import { setTimeout as sleep } from 'node:timers/promises';
import { type QueryRunner } from 'typeorm';

/** Shorter than deadlock_timeout, so that it is the migration that gives way; and readers and writers behind it hardly wait. */
const WAIT = '300ms';
const PAUSE_MS = 200;
const PATIENCE_MS = 60_000;
const NOT_HAD = '55P03';

/**
 * Does what needs tables for itself, in one go and all or nothing. It waits for their locks a moment, holding none of them
 * afterwards, and tries again: whoever reads or writes goes on, in whatever order they lock the tables.
 *
 * @param tables in the order in which the start of a run locks them: algo_runs, algo_versions, algo_params
 * @throws an error that names the sessions in the way, after a minute
 */
export async function underLocks(
  queryRunner: QueryRunner,
  tables: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    await queryRunner.startTransaction(); // a savepoint within the transaction of a migration
    try {
      const [before] = (await queryRunner.query("SELECT current_setting('lock_timeout') AS limit")) as [
        { limit: string },
      ];
      await queryRunner.query(`SET LOCAL lock_timeout = '${WAIT}'`);
      await queryRunner.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`);
      await work();
      await queryRunner.query("SELECT set_config('lock_timeout', $1, true)", [before.limit]);
      return await queryRunner.commitTransaction();
    } catch (error) {
      await queryRunner.rollbackTransaction();
      if ((error as { code?: string }).code !== NOT_HAD) throw error;
      if (performance.now() > deadline) throw await blocked(queryRunner, tables, error);
      await sleep(PAUSE_MS * (0.5 + Math.random()));
    }
  }
}

async function blocked(queryRunner: QueryRunner, tables: readonly string[], cause: unknown): Promise<Error> {
  const holders = (await queryRunner.query(
    `SELECT DISTINCT pid FROM pg_locks
      WHERE relation = ANY ($1::regclass[]) AND granted AND pid <> pg_backend_pid() ORDER BY pid`,
    [tables],
  )) as { pid: number }[];
  return new Error(
    `Other sessions have used ${tables.join(', ')} for more than ${PATIENCE_MS / 1000} s, so they cannot be changed: ` +
      `${holders.map(({ pid }) => `backend pid ${pid}`).join(', ') || 'they ended just now'}. Try again when they are through.`,
    { cause },
  );
}
