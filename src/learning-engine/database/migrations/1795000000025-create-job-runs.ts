import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, servable, short } from '../entities/bounds.js';

const IDENTITY = ['id', 'tenant', 'kind', 'args', 'created_by_user_id', 'reason', 'created_at'];

const listOf = (row: string, columns: readonly string[]) =>
  `(${columns.map((column) => `${row}.${column}`).join(', ')})`;

/** job_runs: work that outlives the process that does it. A worker writes with the fence of its job, which grows at each change of hands. */
export class CreateJobRuns1795000000025 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE job_runs (
        id uuid NOT NULL,
        tenant varchar(63) NOT NULL,
        kind varchar(64) NOT NULL,
        args jsonb NOT NULL,
        status varchar(16) NOT NULL DEFAULT 'QUEUED',
        created_by_user_id uuid NULL,
        reason text NULL,
        progress_done bigint NOT NULL DEFAULT 0,
        progress_total bigint NULL,
        cursor jsonb NULL,
        fence integer NOT NULL DEFAULT 0,
        lease_expires_at timestamptz NULL,
        attempts integer NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        started_at timestamptz NULL,
        ended_at timestamptz NULL,
        result jsonb NULL,
        error_code varchar(64) NULL,
        error_message text NULL,
        CONSTRAINT pk_job_runs PRIMARY KEY (id),
        CONSTRAINT ck_job_runs_status CHECK (status IN ('QUEUED', 'RUNNING', 'SUCCESS', 'FAILED', 'CANCELLED')),
        CONSTRAINT ck_job_runs_held CHECK ((status = 'RUNNING') = (lease_expires_at IS NOT NULL)),
        CONSTRAINT ck_job_runs_ended CHECK ((status IN ('SUCCESS', 'FAILED', 'CANCELLED')) = (ended_at IS NOT NULL)),
        CONSTRAINT ck_job_runs_result CHECK ((status = 'SUCCESS') = (result IS NOT NULL)),
        CONSTRAINT ck_job_runs_error CHECK (
          (status = 'FAILED') = (error_message IS NOT NULL) AND (status = 'FAILED') = (error_code IS NOT NULL)),
        CONSTRAINT ck_job_runs_numbers CHECK (
          progress_done BETWEEN 0 AND 9007199254740991 AND progress_total BETWEEN 0 AND 9007199254740991
          AND fence >= 0 AND attempts >= 0),
        CONSTRAINT ck_job_runs_args CHECK (jsonb_typeof(args) = 'object' AND ${servable('args')}),
        CONSTRAINT ck_job_runs_cursor CHECK (${servable('cursor')}),
        CONSTRAINT ck_job_runs_result_size CHECK (jsonb_typeof(result) = 'object' AND ${servable('result')}),
        CONSTRAINT ck_job_runs_times CHECK (${datable('created_at', 'started_at', 'ended_at', 'lease_expires_at')}),
        CONSTRAINT ck_job_runs_texts CHECK (${short({ reason: 4000, error_message: 65536 })})
      )`);
    await queryRunner.query(`
      CREATE INDEX ix_job_runs_open ON job_runs (tenant, status, lease_expires_at) WHERE status IN ('QUEUED', 'RUNNING')`);
    await queryRunner.query('CREATE INDEX ix_job_runs_kind ON job_runs (tenant, kind, id)');
    await queryRunner.query(`
      CREATE TRIGGER job_runs_keep_identity BEFORE UPDATE ON job_runs FOR EACH ROW
      WHEN (${listOf('OLD', IDENTITY)} IS DISTINCT FROM ${listOf('NEW', IDENTITY)} OR NEW.fence < OLD.fence)
      EXECUTE FUNCTION algo_refuse('What a job was queued with never changes, and its fence only grows.')`);
    await queryRunner.query(`
      CREATE TRIGGER job_runs_keep_outcome BEFORE UPDATE ON job_runs FOR EACH ROW
      WHEN (OLD.ended_at IS NOT NULL)
      EXECUTE FUNCTION algo_refuse('A job ends once.')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE job_runs');
  }
}
