import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { judgeNow } from './judge-now.js';

/**
 * How large JSON may be, regardless of the writer: a backstop, far beyond the engine's own limits. Bytes of the binary form, because
 * the text of a number such as 1e-300 is hundreds of times as long as the number. And no run at 'infinity', which no page of
 * a list could go on from. NOT VALID holds for every row that is
 * written from now on, and does not keep runs waiting while existing rows are read: the next migration looks at them.
 */
export class BoundRows1795000000011 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    // In the order in which starts of runs lock the tables.
    await queryRunner.query(`
      ALTER TABLE algo_runs
        ADD CONSTRAINT ck_algo_runs_input_size CHECK (pg_column_size(input_summary_json) <= 1048576) NOT VALID,
        ADD CONSTRAINT ck_algo_runs_output_size CHECK (pg_column_size(output_summary_json) <= 1048576) NOT VALID,
        ADD CONSTRAINT ck_algo_runs_finite_times
          CHECK (isfinite(started_at) AND isfinite(completed_at) AND isfinite(lease_expires_at)) NOT VALID`);
    await queryRunner.query(`
      ALTER TABLE algo_params
        ADD CONSTRAINT ck_algo_params_size CHECK (pg_column_size(params_json) <= 1048576) NOT VALID`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE algo_runs DROP CONSTRAINT ck_algo_runs_finite_times,
        DROP CONSTRAINT ck_algo_runs_output_size, DROP CONSTRAINT ck_algo_runs_input_size`);
    await queryRunner.query('ALTER TABLE algo_params DROP CONSTRAINT ck_algo_params_size');
  }
}
