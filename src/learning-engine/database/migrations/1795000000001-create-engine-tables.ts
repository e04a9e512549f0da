import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** algo_versions, algo_params and algo_runs with their rules. */
export class CreateEngineTables1795000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE algo_versions (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        algo_key varchar NOT NULL,
        version varchar NOT NULL,
        status varchar NOT NULL,
        description text NOT NULL DEFAULT '',
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_algo_versions PRIMARY KEY (id),
        CONSTRAINT uq_algo_versions_key_version UNIQUE (algo_key, version),
        CONSTRAINT ck_algo_versions_status CHECK (status IN ('ACTIVE', 'DEPRECATED', 'EXPERIMENTAL'))
      )`);
    await queryRunner.query('CREATE INDEX ix_algo_versions_key_status ON algo_versions (algo_key, status)');
    await queryRunner.query(
      "CREATE UNIQUE INDEX ux_algo_versions_one_active ON algo_versions (algo_key) WHERE status = 'ACTIVE'",
    );

    await queryRunner.query(`
      CREATE TABLE algo_params (
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        algo_version_id uuid NOT NULL,
        params_json jsonb NOT NULL,
        checksum varchar NOT NULL,
        is_active boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        created_by_user_id uuid,
        CONSTRAINT pk_algo_params PRIMARY KEY (id),
        CONSTRAINT uq_algo_params_version_checksum UNIQUE (algo_version_id, checksum),
        CONSTRAINT uq_algo_params_id_version UNIQUE (id, algo_version_id),
        CONSTRAINT fk_algo_params_version FOREIGN KEY (algo_version_id) REFERENCES algo_versions (id) ON DELETE CASCADE
      )`);
    await queryRunner.query('CREATE INDEX ix_algo_params_version_active ON algo_params (algo_version_id, is_active)');
    await queryRunner.query(
      'CREATE UNIQUE INDEX ux_algo_params_one_active ON algo_params (algo_version_id) WHERE is_active',
    );

    await queryRunner.query(`
      CREATE TABLE algo_runs (
        id uuid NOT NULL,
        algo_version_id uuid NOT NULL,
        params_id uuid NOT NULL,
        user_id uuid,
        session_id uuid,
        trigger varchar NOT NULL,
        status varchar NOT NULL,
        started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        completed_at timestamptz,
        input_summary_json jsonb NOT NULL DEFAULT '{}',
        output_summary_json jsonb,
        error_message text,
        CONSTRAINT pk_algo_runs PRIMARY KEY (id),
        CONSTRAINT fk_algo_runs_version FOREIGN KEY (algo_version_id) REFERENCES algo_versions (id) ON DELETE RESTRICT,
        CONSTRAINT fk_algo_runs_params_of_version FOREIGN KEY (params_id, algo_version_id)
          REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT,
        CONSTRAINT ck_algo_runs_status CHECK (status IN ('RUNNING', 'SUCCESS', 'FAILED')),
        CONSTRAINT ck_algo_runs_trigger CHECK (trigger IN ('manual', 'submit', 'nightly', 'cron', 'api')),
        CONSTRAINT ck_algo_runs_running_is_open CHECK ((status = 'RUNNING') = (completed_at IS NULL)),
        CONSTRAINT ck_algo_runs_failed_has_error CHECK ((status = 'FAILED') = (error_message IS NOT NULL)),
        CONSTRAINT ck_algo_runs_ends_after_start CHECK (completed_at >= started_at)
      )`);
    await queryRunner.query('CREATE INDEX ix_algo_runs_user_started ON algo_runs (user_id, started_at)');
    await queryRunner.query('CREATE INDEX ix_algo_runs_version_started ON algo_runs (algo_version_id, started_at)');
    await queryRunner.query('CREATE INDEX ix_algo_runs_session ON algo_runs (session_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE algo_runs');
    await queryRunner.query('DROP TABLE algo_params');
    await queryRunner.query('DROP TABLE algo_versions');
  }
}
