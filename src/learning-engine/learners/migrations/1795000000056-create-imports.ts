import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { short } from '../../database/entities/bounds.js';

const TEXT = 'text COLLATE "C"';

/** external_ids: who a learner of another system is here. Goes when the learner is erased; their own id is made of the two. */
const EXTERNAL_IDS = `
  CREATE TABLE external_ids (
    learner_id uuid NOT NULL,
    source ${TEXT} NOT NULL,
    external_id ${TEXT} NOT NULL,
    CONSTRAINT pk_external_ids PRIMARY KEY (learner_id, source, external_id),
    CONSTRAINT fk_external_ids_learner FOREIGN KEY (learner_id) REFERENCES learners (id),
    CONSTRAINT ck_external_ids_texts CHECK (${short({ source: 100, external_id: 800 })})
  )`;

/**
 * answer_imports: answers of another system that were handed over, from which line of its file to which. It has a job once all
 * were. One of a source is handed over at a time.
 */
const IMPORTS = `
  CREATE TABLE answer_imports (
    id uuid NOT NULL,
    source ${TEXT} NOT NULL,
    digest bytea NULL,
    through_line bigint NOT NULL DEFAULT 0,
    parts integer NOT NULL DEFAULT 0,
    rows bigint NOT NULL DEFAULT 0,
    staged bigint NOT NULL DEFAULT 0,
    job_id uuid NULL,
    created_by_user_id uuid NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    touched_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_answer_imports PRIMARY KEY (id),
    CONSTRAINT ck_answer_imports_source CHECK (source ~ '^[A-Za-z0-9._~-]{1,100}$'),
    CONSTRAINT ck_answer_imports_digest CHECK (octet_length(digest) = 32),
    CONSTRAINT ck_answer_imports_counts CHECK (through_line >= 0 AND parts >= 0 AND staged BETWEEN 0 AND rows)
  )`;

/** import_answers: answers that wait for their import, by part and learner. They go when they are recorded. */
const ANSWERS = `
  CREATE TABLE import_answers (
    learner_id uuid NOT NULL,
    import_id uuid NOT NULL,
    part integer NOT NULL,
    external_id ${TEXT} NULL,
    answers jsonb NOT NULL,
    CONSTRAINT pk_import_answers PRIMARY KEY (learner_id, import_id, part),
    CONSTRAINT fk_import_answers_import FOREIGN KEY (import_id) REFERENCES answer_imports (id) ON DELETE CASCADE,
    CONSTRAINT ck_import_answers_answers CHECK (jsonb_typeof(answers) = 'array'),
    CONSTRAINT ck_import_answers_external CHECK (${short({ external_id: 800 })})
  )`;

/** import_rejects: the lines that were not recorded as answers that count, and why. Nothing of what they say. */
const REJECTS = `
  CREATE TABLE import_rejects (
    import_id uuid NOT NULL,
    line bigint NOT NULL,
    outcome ${TEXT} NOT NULL,
    reason text NOT NULL,
    CONSTRAINT pk_import_rejects PRIMARY KEY (import_id, line),
    CONSTRAINT fk_import_rejects_import FOREIGN KEY (import_id) REFERENCES answer_imports (id) ON DELETE CASCADE,
    CONSTRAINT ck_import_rejects_outcome CHECK (outcome IN ('invalid', 'conflict', 'quarantined', 'erased')),
    CONSTRAINT ck_import_rejects_reason CHECK (${short({ reason: 2000 })})
  )`;

/** Erasing a learner removes what waits for them, and who they are elsewhere, in whatever way they are erased. */
const erasing = (schema: string) => `
  CREATE FUNCTION learners_leave_imports() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    DELETE FROM ${schema}.import_answers WHERE learner_id = NEW.id;
    DELETE FROM ${schema}.external_ids WHERE learner_id = NEW.id;
    RETURN NULL;
  END $$`;

const ERASE = `
  CREATE TRIGGER learners_leave_imports AFTER INSERT OR UPDATE ON learners
  FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION learners_leave_imports()`;

/** Imports of answers. */
export class CreateImports1795000000056 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    for (const statement of [EXTERNAL_IDS, IMPORTS, ANSWERS, REJECTS, erasing(schema)]) {
      await queryRunner.query(statement);
    }
    await queryRunner.query('REVOKE EXECUTE ON FUNCTION learners_leave_imports() FROM PUBLIC');
    await queryRunner.query(
      'CREATE UNIQUE INDEX uq_answer_imports_open ON answer_imports (source) WHERE job_id IS NULL',
    );
    await queryRunner.query('CREATE INDEX ix_answer_imports_source ON answer_imports (source, id)');
    await queryRunner.query('CREATE INDEX ix_import_answers_part ON import_answers (import_id, part)');
    await queryRunner.query(ERASE);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER learners_leave_imports ON learners');
    await queryRunner.query('DROP FUNCTION learners_leave_imports()');
    for (const table of ['import_rejects', 'import_answers', 'answer_imports', 'external_ids']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
