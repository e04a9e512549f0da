import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, servable } from '../../database/entities/bounds.js';

const TEXT = 'text COLLATE "C"';

/**
 * fit_reports: what jobs that fit have found, by the id of the job. A look is numbered where a candidate was judged against the active
 * set; all looks at one active set share one budget of false acceptances.
 */
const REPORTS = `
  CREATE TABLE fit_reports (
    id uuid NOT NULL,
    kind ${TEXT} NOT NULL,
    algo_key ${TEXT} NOT NULL,
    algo_version_id uuid NOT NULL,
    base_params_id uuid NOT NULL,
    outcome ${TEXT} NOT NULL,
    look integer NULL,
    params_id uuid NULL,
    report jsonb NOT NULL,
    digest bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_fit_reports PRIMARY KEY (id),
    CONSTRAINT fk_fit_reports_job FOREIGN KEY (id) REFERENCES job_runs (id),
    CONSTRAINT fk_fit_reports_base_of_version FOREIGN KEY (base_params_id, algo_version_id)
      REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT,
    CONSTRAINT fk_fit_reports_params_of_version FOREIGN KEY (params_id, algo_version_id)
      REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT,
    CONSTRAINT uq_fit_reports_look UNIQUE (base_params_id, look),
    CONSTRAINT ck_fit_reports_outcome CHECK (
      octet_length(outcome) <= 64 AND (outcome = 'CANDIDATE') = (params_id IS NOT NULL)
      AND (outcome IN ('CANDIDATE', 'REJECTED')) = (look IS NOT NULL) AND look >= 1),
    CONSTRAINT ck_fit_reports_report CHECK (jsonb_typeof(report) = 'object' AND octet_length(digest) = 32 AND ${servable('report')}),
    CONSTRAINT ck_fit_reports_times CHECK (${datable('created_at')})
  )`;

const REMEDY = 'A report never changes: fit again, which makes another one.';

export class CreateFitReports1795000000075 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(REPORTS);
    await queryRunner.query('CREATE INDEX ix_fit_reports_key ON fit_reports (algo_key, id)');
    await queryRunner.query(
      'CREATE INDEX ix_fit_reports_params ON fit_reports (params_id) WHERE params_id IS NOT NULL',
    );
    await queryRunner.query(
      `CREATE TRIGGER fit_reports_append_only BEFORE UPDATE OR DELETE ON fit_reports
       FOR EACH ROW EXECUTE FUNCTION learners_refuse('fit_reports', '${REMEDY}')`,
    );
    await queryRunner.query(
      `CREATE TRIGGER fit_reports_no_truncate BEFORE TRUNCATE ON fit_reports
       FOR EACH STATEMENT EXECUTE FUNCTION learners_refuse('fit_reports', '${REMEDY}')`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [row] = (await queryRunner.query('SELECT EXISTS (SELECT FROM fit_reports) AS kept')) as { kept: boolean }[];
    if (row!.kept) {
      throw new Error(
        'fit_reports counts the looks that were taken: reverting would destroy that. Keep this migration, or restore a backup from before it.',
      );
    }
    await queryRunner.query('DROP TABLE fit_reports');
  }
}
