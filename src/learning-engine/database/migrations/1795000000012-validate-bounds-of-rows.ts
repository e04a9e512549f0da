import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { judgeNow } from './judge-now.js';

/** In the order in which starts of runs lock the tables. */
const BOUNDS = [
  ['algo_runs', 'ck_algo_runs_input_size', 'pg_column_size(input_summary_json) <= 1048576'],
  ['algo_runs', 'ck_algo_runs_output_size', 'pg_column_size(output_summary_json) <= 1048576'],
  [
    'algo_runs',
    'ck_algo_runs_finite_times',
    'isfinite(started_at) AND isfinite(completed_at) AND isfinite(lease_expires_at)',
  ],
  ['algo_params', 'ck_algo_params_size', 'pg_column_size(params_json) <= 1048576'],
];

/** Every existing row keeps the bounds of the migration before this one. Runs go on being written meanwhile. */
export class ValidateBoundsOfRows1795000000012 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    for (const [table, name] of BOUNDS) {
      await queryRunner.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [table, name, condition] of BOUNDS) {
      await queryRunner.query(`
        ALTER TABLE ${table} DROP CONSTRAINT ${name},
          ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID`);
    }
  }
}
