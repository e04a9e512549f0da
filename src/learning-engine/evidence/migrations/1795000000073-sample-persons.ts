import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = ['preview_learners', 'evaluation_learners'];

/**
 * Samples are of persons: `accounts` has those that were merged into the learner at the moment of the sample, with how much of their
 * logs was there; null where there were none.
 */
export class SamplePersons1795000000073 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await queryRunner.query(
        `ALTER TABLE ${table} ADD accounts jsonb NULL, ADD CONSTRAINT ck_${table}_accounts CHECK (jsonb_typeof(accounts) = 'array')`,
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await queryRunner.query(`ALTER TABLE ${table} DROP accounts`);
  }
}
