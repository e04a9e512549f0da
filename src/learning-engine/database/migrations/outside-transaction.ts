import { type QueryRunner } from 'typeorm';

/** What waits for others here keeps no one waiting. */
const LIMITS = ['lock_timeout', 'statement_timeout'];

/**
 * Does what PostgreSQL does outside of a transaction only, such as CREATE INDEX CONCURRENTLY, and without limits of time. The
 * transaction of the migration ends before and another one begins afterwards; so what is done must be repeatable. Where a host runs
 * all migrations in one transaction, those before this one are committed here.
 */
export async function outsideTransaction(queryRunner: QueryRunner, work: () => Promise<void>): Promise<void> {
  const isWithin = queryRunner.isTransactionActive;
  if (isWithin) await queryRunner.commitTransaction();
  const before = (await queryRunner.query('SELECT name, setting FROM pg_settings WHERE name = ANY ($1)', [LIMITS])) as {
    name: string;
    setting: string;
  }[];
  try {
    for (const { name } of before) await queryRunner.query("SELECT set_config($1, '0', false)", [name]);
    await work();
  } finally {
    for (const { name, setting } of before)
      await queryRunner.query('SELECT set_config($1, $2, false)', [name, setting]);
    if (isWithin) await queryRunner.startTransaction();
  }
}
