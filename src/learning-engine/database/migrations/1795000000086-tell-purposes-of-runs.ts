import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { judgeNow } from './judge-now.js';

/**
 * A run says what it is for, and beside which run it was computed: existing runs have the purpose `live`. PostgreSQL keeps the default in its catalog
 * and rewrites nothing. `parent_run_id` is no foreign key: old runs go by their age, and a table in partitions could not have one.
 */
export class TellPurposesOfRuns1795000000086 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    await queryRunner.query(`
      ALTER TABLE algo_runs
        ADD purpose varchar NOT NULL DEFAULT 'live',
        ADD parent_run_id uuid NULL,
        ADD CONSTRAINT ck_algo_runs_purpose CHECK (purpose IN ('live', 'shadow', 'verify')) NOT VALID,
        ADD CONSTRAINT ck_algo_runs_parent CHECK ((purpose = 'live') = (parent_run_id IS NULL)) NOT VALID`);
    await queryRunner.query(`
      CREATE TRIGGER algo_runs_keep_purpose BEFORE UPDATE ON algo_runs FOR EACH ROW
      WHEN (OLD.purpose IS DISTINCT FROM NEW.purpose OR OLD.parent_run_id IS DISTINCT FROM NEW.parent_run_id)
      EXECUTE FUNCTION algo_refuse('What a run was started with never changes.')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    await queryRunner.query('DROP TRIGGER algo_runs_keep_purpose ON algo_runs');
    await queryRunner.query('ALTER TABLE algo_runs DROP parent_run_id, DROP purpose');
  }
}
