import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { outsideTransaction } from './outside-transaction.js';

const INDEXES = {
  ix_algo_runs_started: '(started_at, id)',
  ix_algo_runs_trigger_started: '(trigger, started_at)',
  ix_algo_runs_failed: "(started_at, id) WHERE status = 'FAILED'",
};

/** For reading all runs, those of one trigger and those that failed, each from the newest on. Runs go on meanwhile. */
export class IndexRunLog1795000000009 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await besideRuns(queryRunner, async (concurrently) => {
      for (const [name, definition] of Object.entries(INDEXES)) {
        await queryRunner.query(`DROP INDEX ${concurrently} IF EXISTS ${name}`); // of an attempt that was broken off
        await queryRunner.query(`CREATE INDEX ${concurrently} ${name} ON algo_runs ${definition}`);
      }
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await besideRuns(queryRunner, async (concurrently) => {
      for (const name of Object.keys(INDEXES)) await queryRunner.query(`DROP INDEX ${concurrently} IF EXISTS ${name}`);
    });
  }
}

/** A new database has no runs that could wait: there, all is one transaction. */
async function besideRuns(
  queryRunner: QueryRunner,
  work: (concurrently: '' | 'CONCURRENTLY') => Promise<void>,
): Promise<void> {
  const runs = (await queryRunner.query('SELECT FROM algo_runs LIMIT 1')) as unknown[];
  if (runs.length === 0) return work('');
  await outsideTransaction(queryRunner, () => work('CONCURRENTLY'));
}
