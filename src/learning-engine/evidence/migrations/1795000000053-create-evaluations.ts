import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { servable } from '../../database/entities/bounds.js';

const TEXT = 'text COLLATE "C"';

/** evaluations: how well a pair of version and parameters predicts, at one moment. The id is that of the job that finds it out. */
const EVALUATIONS = `
  CREATE TABLE evaluations (
    id uuid NOT NULL,
    algo_key ${TEXT} NOT NULL,
    algo_version_id uuid NOT NULL,
    params_id uuid NOT NULL,
    active_version_id uuid NULL,
    active_params_id uuid NULL,
    activation_id bigint NULL,
    as_of timestamptz NOT NULL DEFAULT clock_timestamp(),
    request jsonb NOT NULL,
    learners bigint NOT NULL,
    report jsonb NULL,
    digest bytea NULL,
    CONSTRAINT pk_evaluations PRIMARY KEY (id),
    CONSTRAINT fk_evaluations_params_of_version FOREIGN KEY (params_id, algo_version_id)
      REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT,
    CONSTRAINT ck_evaluations_active CHECK ((active_version_id IS NULL) = (active_params_id IS NULL)),
    CONSTRAINT ck_evaluations_digest CHECK ((report IS NULL) = (digest IS NULL) AND octet_length(digest) = 32),
    CONSTRAINT ck_evaluations_report CHECK (jsonb_typeof(report) = 'object' AND ${servable('report')})
  )`;

/** evaluation_learners: the learners of a sample, with how much of their log was there at its moment, and their answers replayed. */
const LEARNERS = `
  CREATE TABLE evaluation_learners (
    evaluation_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    through_seq bigint NOT NULL,
    replayed jsonb NULL,
    CONSTRAINT pk_evaluation_learners PRIMARY KEY (evaluation_id, learner_id),
    CONSTRAINT fk_evaluation_learners_evaluation FOREIGN KEY (evaluation_id) REFERENCES evaluations (id)
  )`;

/** evaluation_answers: their answers in the order of time, and how hard the questions were as far as others had answered them before. */
const ANSWERS = `
  CREATE TABLE evaluation_answers (
    evaluation_id uuid NOT NULL,
    place ${TEXT} NOT NULL,
    learner_id uuid NOT NULL,
    answer jsonb NOT NULL,
    facts jsonb NULL,
    CONSTRAINT pk_evaluation_answers PRIMARY KEY (evaluation_id, place),
    CONSTRAINT fk_evaluation_answers_evaluation FOREIGN KEY (evaluation_id) REFERENCES evaluations (id)
  )`;

/** evaluation_ratings: what the answers up to now have told of items, skills and learners. */
const RATINGS = `
  CREATE TABLE evaluation_ratings (
    evaluation_id uuid NOT NULL,
    name ${TEXT} NOT NULL,
    learner_id uuid NULL,
    rating jsonb NOT NULL,
    CONSTRAINT pk_evaluation_ratings PRIMARY KEY (evaluation_id, name),
    CONSTRAINT fk_evaluation_ratings_evaluation FOREIGN KEY (evaluation_id) REFERENCES evaluations (id)
  )`;

const INDEXES = [
  'CREATE INDEX ix_evaluations_version ON evaluations (algo_version_id, id)',
  'CREATE INDEX ix_evaluations_digest ON evaluations (digest)',
  'CREATE INDEX ix_previews_digest ON previews (digest)',
  'CREATE INDEX ix_evaluation_learners_learner ON evaluation_learners (learner_id)',
  'CREATE INDEX ix_evaluation_answers_learner ON evaluation_answers (evaluation_id, learner_id)',
  'CREATE INDEX ix_evaluation_ratings_learner ON evaluation_ratings (learner_id, evaluation_id) WHERE learner_id IS NOT NULL',
];

/** Erasing a learner removes them from the samples, in whatever way they are erased. */
const erasing = (schema: string) => `
  CREATE FUNCTION evaluation_learners_erase() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    DELETE FROM ${schema}.evaluation_answers a USING ${schema}.evaluation_learners l
      WHERE l.learner_id = NEW.id AND a.evaluation_id = l.evaluation_id AND a.learner_id = NEW.id;
    DELETE FROM ${schema}.evaluation_ratings WHERE learner_id = NEW.id;
    DELETE FROM ${schema}.evaluation_learners WHERE learner_id = NEW.id;
    RETURN NULL;
  END $$`;

const TRIGGERS = [
  `CREATE TRIGGER learners_leave_evaluations AFTER UPDATE ON learners FOR EACH ROW
   WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL) EXECUTE FUNCTION evaluation_learners_erase()`,
  `CREATE TRIGGER evaluations_keep_report BEFORE UPDATE ON evaluations FOR EACH ROW WHEN (OLD.report IS NOT NULL)
   EXECUTE FUNCTION learners_refuse('evaluations', 'The report of an evaluation never changes.')`,
];

const TABLES = ['evaluation_ratings', 'evaluation_answers', 'evaluation_learners', 'evaluations'];

/** evaluations, and what is kept while one is made. */
export class CreateEvaluations1795000000053 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    for (const statement of [EVALUATIONS, LEARNERS, ANSWERS, RATINGS, ...INDEXES, erasing(schema)]) {
      await queryRunner.query(statement);
    }
    await queryRunner.query('REVOKE EXECUTE ON FUNCTION evaluation_learners_erase() FROM PUBLIC');
    for (const trigger of TRIGGERS) await queryRunner.query(trigger);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER learners_leave_evaluations ON learners');
    await queryRunner.query('DROP FUNCTION evaluation_learners_erase()');
    await queryRunner.query('DROP INDEX ix_previews_digest');
    for (const table of TABLES) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
