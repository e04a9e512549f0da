import PgBoss from 'pg-boss';
import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { QUEUE, queueSchemaOf } from '../../database/queue-schema.js';

/**
 * A message that was fetched and not taken within 15 s is there for the next worker, as often as it takes; one that waits is kept
 * for ten years.
 */
const OPTIONS = {
  policy: 'standard',
  expireInSeconds: 15,
  retryLimit: 1_000_000,
  retryDelay: 0,
  retentionMinutes: 5_256_000,
};

/** Within the transaction of the migration. */
const withoutTransaction = (plan: string): string => plan.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '');

/** The tables of pg-boss, in a schema of their own. */
export class CreateJobQueue1795000000026 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const schema = await schemaOfQueue(queryRunner);
    await queryRunner.query(withoutTransaction(PgBoss.getConstructionPlans(schema)));
    await queryRunner.query(`SELECT ${schema}.create_queue($1, $2)`, [QUEUE, OPTIONS]);
  }

  /** Jobs themselves are in job_runs. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP SCHEMA ${await schemaOfQueue(queryRunner)} CASCADE`);
  }
}

async function schemaOfQueue(queryRunner: QueryRunner): Promise<string> {
  const [row] = (await queryRunner.query('SELECT current_schema() AS name')) as { name: string }[];
  return queueSchemaOf(row!.name);
}
