import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, short } from '../entities/bounds.js';

const TABLE = `
  CREATE TABLE run_retirements (
    id bigint GENERATED ALWAYS AS IDENTITY,
    partition varchar NOT NULL,
    runs_from timestamptz NULL,
    runs_until timestamptz NOT NULL,
    runs bigint NOT NULL,
    keep_months integer NOT NULL,
    reason text NOT NULL,
    actor_user_id uuid NULL,
    file text NULL,
    file_sha256 varchar NULL,
    retired_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_run_retirements PRIMARY KEY (id),
    CONSTRAINT ck_run_retirements_file CHECK ((file IS NULL) = (file_sha256 IS NULL)),
    CONSTRAINT ck_run_retirements_texts CHECK (${short({ partition: 63, reason: 4000, file: 4096, file_sha256: 64 })}),
    CONSTRAINT ck_run_retirements_times CHECK (${datable('runs_from', 'runs_until', 'retired_at')})
  )`;

/** run_retirements: which months of runs were removed, by whom and why, and where they were written before. */
export class CreateRunRetirements1795000000083 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLE);
    await queryRunner.query(`
      CREATE TRIGGER run_retirements_append_only BEFORE UPDATE OR DELETE ON run_retirements FOR EACH ROW
      EXECUTE FUNCTION algo_refuse('What was retired stays in the record.')`);
    await queryRunner.query(`
      CREATE TRIGGER run_retirements_no_truncate BEFORE TRUNCATE ON run_retirements FOR EACH STATEMENT
      EXECUTE FUNCTION algo_refuse('What was retired stays in the record.')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const retired = (await queryRunner.query('SELECT FROM run_retirements LIMIT 1')) as unknown[];
    if (retired.length > 0) {
      throw new Error(
        'run_retirements is not empty: reverting would destroy the record of what was removed. Keep this migration.',
      );
    }
    await queryRunner.query('DROP TABLE run_retirements');
  }
}
