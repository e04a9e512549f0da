import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { servable } from '../../database/entities/bounds.js';

const TEXT = 'text COLLATE "C"';

/** previews: what a pair of version and parameters would change, at one moment. The id is that of the job that finds it out. */
const PREVIEWS = `
  CREATE TABLE previews (
    id uuid NOT NULL,
    algo_key ${TEXT} NOT NULL,
    algo_version_id uuid NOT NULL,
    params_id uuid NOT NULL,
    active_version_id uuid NULL,
    active_params_id uuid NULL,
    activation_id bigint NULL,
    as_of timestamptz NOT NULL DEFAULT clock_timestamp(),
    request jsonb NOT NULL,
    strata jsonb NOT NULL,
    report jsonb NULL,
    digest bytea NULL,
    CONSTRAINT pk_previews PRIMARY KEY (id),
    CONSTRAINT fk_previews_params_of_version FOREIGN KEY (params_id, algo_version_id)
      REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT,
    CONSTRAINT ck_previews_active CHECK ((active_version_id IS NULL) = (active_params_id IS NULL)),
    CONSTRAINT ck_previews_digest CHECK ((report IS NULL) = (digest IS NULL) AND octet_length(digest) = 32),
    CONSTRAINT ck_previews_report CHECK (jsonb_typeof(report) = 'object' AND ${servable('report')})
  )`;

/**
 * preview_learners: the learners of a sample, with how much of their log was there at its moment. When the report is made, those stay
 * who change most.
 */
const LEARNERS = `
  CREATE TABLE preview_learners (
    learner_id uuid NOT NULL,
    preview_id uuid NOT NULL,
    stratum smallint NOT NULL,
    through_seq bigint NOT NULL,
    comparison jsonb NULL,
    commitment bytea NULL,
    CONSTRAINT pk_preview_learners PRIMARY KEY (learner_id, preview_id),
    CONSTRAINT fk_preview_learners_preview FOREIGN KEY (preview_id) REFERENCES previews (id),
    CONSTRAINT ck_preview_learners_compared CHECK ((comparison IS NULL) = (commitment IS NULL)),
    CONSTRAINT ck_preview_learners_commitment CHECK (octet_length(commitment) = 32)
  )`;

/** Erasing a learner removes them from the samples, in whatever way they are erased. */
const erasing = (schema: string) => `
  CREATE FUNCTION preview_learners_erase() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    DELETE FROM ${schema}.preview_learners WHERE learner_id = NEW.id;
    RETURN NULL;
  END $$`;

const TRIGGERS = [
  `CREATE TRIGGER learners_leave_previews AFTER UPDATE ON learners FOR EACH ROW
   WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL) EXECUTE FUNCTION preview_learners_erase()`,
  `CREATE TRIGGER previews_keep_report BEFORE UPDATE ON previews FOR EACH ROW WHEN (OLD.report IS NOT NULL)
   EXECUTE FUNCTION learners_refuse('previews', 'The report of a preview never changes.')`,
];

/** previews and preview_learners. */
export class CreatePreviews1795000000039 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    for (const statement of [PREVIEWS, LEARNERS, erasing(schema)]) await queryRunner.query(statement);
    await queryRunner.query('REVOKE EXECUTE ON FUNCTION preview_learners_erase() FROM PUBLIC');
    await queryRunner.query('CREATE INDEX ix_preview_learners_preview ON preview_learners (preview_id, learner_id)');
    for (const trigger of TRIGGERS) await queryRunner.query(trigger);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER learners_leave_previews ON learners');
    await queryRunner.query('DROP FUNCTION preview_learners_erase()');
    for (const table of ['preview_learners', 'previews']) await queryRunner.query(`DROP TABLE ${table}`);
  }
}
