import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TEXT = 'text COLLATE "C"';

/**
 * projections: what decides the numbers of states, each combination once. A calibration or a skill map is null where there is none.
 * The revision is that of the fold in code.
 */
const PROJECTIONS = `
  CREATE TABLE projections (
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    algo_version_id uuid NOT NULL,
    params_id uuid NOT NULL,
    calibration_id uuid NULL,
    skill_map_id uuid NULL,
    fold_revision integer NOT NULL,
    status ${TEXT} NOT NULL DEFAULT 'BUILDING',
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ready_at timestamptz NULL,
    CONSTRAINT pk_projections PRIMARY KEY (id),
    CONSTRAINT uq_projections_identity UNIQUE NULLS NOT DISTINCT
      (algo_version_id, params_id, calibration_id, skill_map_id, fold_revision),
    CONSTRAINT fk_projections_params_of_version FOREIGN KEY (params_id, algo_version_id)
      REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT,
    CONSTRAINT ck_projections_status CHECK (status IN ('BUILDING', 'READY', 'RETIRED')),
    CONSTRAINT ck_projections_ready CHECK (status <> 'READY' OR ready_at IS NOT NULL),
    CONSTRAINT ck_projections_revision CHECK (fold_revision >= 1)
  )`;

/** learner_positions: how far a projection has folded the log of a learner, and the last place in time that it has folded. */
const POSITIONS = `
  CREATE TABLE learner_positions (
    learner_id uuid NOT NULL,
    projection_id uuid NOT NULL,
    through_seq bigint NOT NULL,
    through_at timestamptz NULL,
    through_sequence bigint NULL,
    through_event_id ${TEXT} NULL,
    failed_at timestamptz NULL,
    error_code ${TEXT} NULL,
    CONSTRAINT pk_learner_positions PRIMARY KEY (learner_id, projection_id),
    CONSTRAINT fk_learner_positions_learner FOREIGN KEY (learner_id) REFERENCES learners (id),
    CONSTRAINT fk_learner_positions_projection FOREIGN KEY (projection_id) REFERENCES projections (id),
    CONSTRAINT ck_learner_positions_seq CHECK (through_seq BETWEEN 0 AND 9007199254740991),
    CONSTRAINT ck_learner_positions_place CHECK (
      (through_at IS NULL) = (through_event_id IS NULL) AND (through_at IS NOT NULL OR through_sequence IS NULL)),
    CONSTRAINT ck_learner_positions_failed CHECK ((failed_at IS NULL) = (error_code IS NULL) AND octet_length(error_code) <= 64)
  )`;

/** learner_states: what follows from the answers of a learner, by scope. No foreign key to runs: those go by their age. */
const STATES = `
  CREATE TABLE learner_states (
    learner_id uuid NOT NULL,
    projection_id uuid NOT NULL,
    scope_kind ${TEXT} NOT NULL,
    scope_id ${TEXT} NOT NULL,
    state jsonb NOT NULL,
    value float8 NULL,
    due_at timestamptz NULL,
    answers integer NOT NULL,
    through_at timestamptz NOT NULL,
    through_sequence bigint NULL,
    through_event_id ${TEXT} NOT NULL,
    run_id uuid NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_learner_states PRIMARY KEY (learner_id, projection_id, scope_kind, scope_id),
    CONSTRAINT fk_learner_states_position FOREIGN KEY (learner_id, projection_id)
      REFERENCES learner_positions (learner_id, projection_id),
    CONSTRAINT ck_learner_states_kind CHECK (scope_kind IN ('skill', 'item', 'learner')),
    CONSTRAINT ck_learner_states_scope_id CHECK (octet_length(scope_id) BETWEEN 1 AND 800),
    CONSTRAINT ck_learner_states_state CHECK (jsonb_typeof(state) = 'object' AND pg_column_size(state) <= 8192),
    CONSTRAINT ck_learner_states_numbers CHECK (answers >= 1 AND value NOT IN ('NaN', 'Infinity', '-Infinity')),
    CONSTRAINT ck_learner_states_times CHECK (isfinite(due_at) AND isfinite(through_at) AND isfinite(updated_at))
  )`;

const TRIGGERS = [
  `CREATE TRIGGER projections_keep_identity BEFORE UPDATE ON projections FOR EACH ROW
   WHEN ((OLD.id, OLD.algo_version_id, OLD.params_id, OLD.calibration_id, OLD.skill_map_id, OLD.fold_revision, OLD.created_at)
     IS DISTINCT FROM
     (NEW.id, NEW.algo_version_id, NEW.params_id, NEW.calibration_id, NEW.skill_map_id, NEW.fold_revision, NEW.created_at))
   EXECUTE FUNCTION learners_refuse('projections', 'What decides the numbers of a projection never changes.')`,
];

/** projections, learner_positions and learner_states. */
export class CreateProjections1795000000030 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [PROJECTIONS, POSITIONS, STATES, ...TRIGGERS]) await queryRunner.query(statement);
    await queryRunner.query(`
      CREATE INDEX ix_learner_states_due ON learner_states (projection_id, due_at, learner_id, scope_kind, scope_id)
      WHERE due_at IS NOT NULL`);
    await queryRunner.query(`
      CREATE INDEX ix_learner_positions_failed ON learner_positions (projection_id) WHERE failed_at IS NOT NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['learner_states', 'learner_positions', 'projections']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
