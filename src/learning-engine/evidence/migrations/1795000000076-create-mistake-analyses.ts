import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, servable, short } from '../../database/entities/bounds.js';

const TEXT = 'text COLLATE "C"';

/** mistake_analyses: common mistakes that jobs have found in the answers of a bank or a group, by the id of the job. They name no learner. */
const ANALYSES = `
  CREATE TABLE mistake_analyses (
    id uuid NOT NULL,
    bank_id ${TEXT} NULL,
    group_id ${TEXT} NULL,
    algo_version_id uuid NOT NULL,
    params_id uuid NOT NULL,
    calibration_id uuid NULL,
    skill_map_id uuid NULL,
    as_of timestamptz NOT NULL,
    answers_from timestamptz NULL,
    answers_until timestamptz NOT NULL,
    outcome ${TEXT} NOT NULL,
    reason ${TEXT} NULL,
    learners integer NOT NULL,
    answers integer NOT NULL,
    report jsonb NOT NULL,
    result jsonb NULL,
    digest bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_mistake_analyses PRIMARY KEY (id),
    CONSTRAINT fk_mistake_analyses_job FOREIGN KEY (id) REFERENCES job_runs (id),
    CONSTRAINT fk_mistake_analyses_params_of_version FOREIGN KEY (params_id, algo_version_id)
      REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT,
    CONSTRAINT fk_mistake_analyses_calibration FOREIGN KEY (calibration_id) REFERENCES item_calibrations (id),
    CONSTRAINT fk_mistake_analyses_skill_map FOREIGN KEY (skill_map_id) REFERENCES skill_maps (id),
    CONSTRAINT ck_mistake_analyses_of CHECK (bank_id IS NOT NULL OR group_id IS NOT NULL),
    CONSTRAINT ck_mistake_analyses_texts CHECK (${short({ bank_id: 800, group_id: 800, outcome: 64, reason: 4000 })}),
    CONSTRAINT ck_mistake_analyses_outcome CHECK (
      (outcome = 'ANALYSED') = (result IS NOT NULL) AND (outcome = 'ANALYSED') = (reason IS NULL)),
    CONSTRAINT ck_mistake_analyses_counts CHECK (learners >= 0 AND answers >= learners),
    CONSTRAINT ck_mistake_analyses_report CHECK (jsonb_typeof(report) = 'object' AND ${servable('report')}),
    CONSTRAINT ck_mistake_analyses_result CHECK (jsonb_typeof(result) = 'object' AND ${servable('result')}),
    CONSTRAINT ck_mistake_analyses_digest CHECK (octet_length(digest) = 32),
    CONSTRAINT ck_mistake_analyses_times CHECK (${datable('as_of', 'created_at')})
  )`;

const REMEDY = 'An analysis never changes: analyse again, which makes another one.';

export class CreateMistakeAnalyses1795000000076 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ANALYSES);
    await queryRunner.query('CREATE INDEX ix_mistake_analyses_bank ON mistake_analyses (bank_id, id)');
    await queryRunner.query('CREATE INDEX ix_mistake_analyses_group ON mistake_analyses (group_id, id)');
    await queryRunner.query('CREATE INDEX ix_mistake_analyses_params ON mistake_analyses (params_id, algo_version_id)');
    await queryRunner.query(
      `CREATE TRIGGER mistake_analyses_keep BEFORE UPDATE ON mistake_analyses
       FOR EACH ROW EXECUTE FUNCTION learners_refuse('mistake_analyses', '${REMEDY}')`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [row] = (await queryRunner.query('SELECT EXISTS (SELECT FROM mistake_analyses) AS kept')) as {
      kept: boolean;
    }[];
    if (row!.kept) {
      throw new Error(
        'mistake_analyses keeps what was found: reverting would destroy that. Keep this migration, or empty the table yourself before.',
      );
    }
    await queryRunner.query('DROP TABLE mistake_analyses');
  }
}
