import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** For reading all runs, those of one trigger and those that failed, each from the newest on. */
export class IndexRunLog1795000000009 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX ix_algo_runs_started ON algo_runs (started_at, id)');
    await queryRunner.query('CREATE INDEX ix_algo_runs_trigger_started ON algo_runs (trigger, started_at)');
    await queryRunner.query("CREATE INDEX ix_algo_runs_failed ON algo_runs (started_at, id) WHERE status = 'FAILED'");
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ix_algo_runs_failed, ix_algo_runs_trigger_started, ix_algo_runs_started');
  }
}
