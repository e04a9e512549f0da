import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A run that outlives its process is found: by its lease. And a failure can carry a code. */
export class LeaseRuns1795000000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE algo_runs
        ADD lease_expires_at timestamptz NOT NULL DEFAULT (clock_timestamp() + '00:01:00'),
        ADD error_code varchar,
        ADD CONSTRAINT ck_algo_runs_error_code CHECK (error_code IS NULL OR status = 'FAILED')`);
    await queryRunner.query("CREATE INDEX ix_algo_runs_lease ON algo_runs (lease_expires_at) WHERE status = 'RUNNING'");
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ix_algo_runs_lease');
    await queryRunner.query(`
      ALTER TABLE algo_runs DROP CONSTRAINT ck_algo_runs_error_code, DROP error_code, DROP lease_expires_at`);
  }
}
