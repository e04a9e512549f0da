import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { eraseLearner } from './1795000000031-erase-learners.js';

/**
 * selections: what learners were to be asked next, and what it was chosen from. The same request at the same revision of the
 * learner has one selection.
 */
const SELECTIONS = `
  CREATE TABLE selections (
    learner_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    revision bigint NOT NULL,
    algo_version_id uuid NOT NULL,
    params_id uuid NOT NULL,
    request bytea NOT NULL,
    wanted smallint NOT NULL,
    candidates jsonb NOT NULL,
    items jsonb NOT NULL,
    run_id uuid NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_selections PRIMARY KEY (learner_id, id),
    CONSTRAINT uq_selections_request UNIQUE (learner_id, revision, params_id, request),
    CONSTRAINT fk_selections_learner FOREIGN KEY (learner_id) REFERENCES learners (id),
    CONSTRAINT fk_selections_params_of_version FOREIGN KEY (params_id, algo_version_id)
      REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT,
    CONSTRAINT ck_selections_numbers CHECK (revision BETWEEN 0 AND 9007199254740991 AND wanted BETWEEN 1 AND 200),
    CONSTRAINT ck_selections_request CHECK (octet_length(request) = 32),
    CONSTRAINT ck_selections_candidates CHECK (jsonb_typeof(candidates) = 'array' AND pg_column_size(candidates) <= 4194304),
    CONSTRAINT ck_selections_items CHECK (jsonb_typeof(items) = 'array' AND pg_column_size(items) <= 1048576),
    CONSTRAINT ck_selections_at CHECK (isfinite(at))
  )`;

const KEPT = 'What was chosen never changes.';

const TRIGGERS = [
  `CREATE TRIGGER selections_append_only BEFORE UPDATE ON selections
   FOR EACH ROW EXECUTE FUNCTION learners_refuse('selections', '${KEPT}')`,
  `CREATE TRIGGER selections_keep BEFORE DELETE ON selections
   FOR EACH ROW EXECUTE FUNCTION learners_keep('selections', '${KEPT}')`,
  `CREATE TRIGGER selections_no_truncate BEFORE TRUNCATE ON selections
   FOR EACH STATEMENT EXECUTE FUNCTION learners_refuse('selections', '${KEPT}')`,
];

/** selections; they go when their learner is erased. */
export class CreateSelections1795000000032 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SELECTIONS);
    for (const trigger of TRIGGERS) await queryRunner.query(trigger);
    await eraseLearner(queryRunner, ['selections']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await eraseLearner(queryRunner, []);
    await queryRunner.query('DROP TABLE selections');
  }
}
