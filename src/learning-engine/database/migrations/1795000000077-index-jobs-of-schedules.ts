import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The jobs of a schedule are found, the newest first, however many there are of others. */
export class IndexJobsOfSchedules1795000000077 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'CREATE INDEX ix_job_runs_schedule ON job_runs (tenant, schedule_id, id) WHERE schedule_id IS NOT NULL',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ix_job_runs_schedule');
  }
}
