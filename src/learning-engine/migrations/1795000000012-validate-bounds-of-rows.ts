import { type MigrationInterface, type QueryRunner } from 'typeorm';

const CHECKED_AT_COMMIT =
  'algo_params_insert_matches_ledger, algo_params_update_matches_ledger, algo_params_delete_matches_ledger';

const BOUNDS = [
  ['algo_params', 'ck_algo_params_size', 'pg_column_size(params_json) <= 1048576'],
  ['algo_runs', 'ck_algo_runs_input_size', 'pg_column_size(input_summary_json) <= 1048576'],
  ['algo_runs', 'ck_algo_runs_output_size', 'pg_column_size(output_summary_json) <= 1048576'],
  [
    'algo_runs',
    'ck_algo_runs_finite_times',
    'isfinite(started_at) AND isfinite(completed_at) AND isfinite(lease_expires_at)',
  ],
];

/** Every row on record keeps the bounds of the migration before this one. Runs go on being written meanwhile. */
export class ValidateBoundsOfRows1795000000012 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A host may run all migrations in one transaction: a table with checks that wait for its end cannot be altered.
    await queryRunner.query(`SET CONSTRAINTS ${CHECKED_AT_COMMIT} IMMEDIATE`);
    await queryRunner.query(`SET CONSTRAINTS ${CHECKED_AT_COMMIT} DEFERRED`);
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
