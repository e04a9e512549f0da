import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, short, writable } from '../../database/entities/bounds.js';

/** A text that is compared byte by byte, whatever the collation of the database. */
const TEXT = 'text COLLATE "C"';
const TEXTS = 'text[] COLLATE "C"';

/** learners: one row for each person whose answers are kept. What has changed of a learner has changed `revision`. */
const LEARNERS = `
  CREATE TABLE learners (
    id uuid NOT NULL,
    revision bigint NOT NULL,
    last_seq bigint NOT NULL,
    time_zone text NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    erased_at timestamptz NULL,
    merged_into uuid NULL,
    CONSTRAINT pk_learners PRIMARY KEY (id),
    CONSTRAINT ck_learners_counts CHECK (last_seq BETWEEN 0 AND 9007199254740991 AND revision BETWEEN 0 AND 9007199254740991),
    CONSTRAINT ck_learners_merged CHECK (merged_into <> id),
    CONSTRAINT ck_learners_texts CHECK (${short({ time_zone: 100 })})
  )`;

/**
 * learner_answers: what learners did, and what people decided about it, in the order in which it was recorded. A row never
 * changes: a correction is a row of the same event with the next version, and so is its withdrawal.
 */
const ANSWERS = `
  CREATE TABLE learner_answers (
    learner_id uuid NOT NULL,
    seq bigint NOT NULL,
    event_id ${TEXT} NOT NULL,
    version smallint NOT NULL,
    kind ${TEXT} NOT NULL,
    at timestamptz NOT NULL,
    given_at timestamptz NULL,
    sent_at timestamptz NULL,
    sequence bigint NULL,
    quarantine ${TEXT} NULL,
    item_id ${TEXT} NULL,
    item_version ${TEXT} NULL,
    skill_ids ${TEXTS} NOT NULL,
    correct boolean NULL,
    graded_by ${TEXT} NULL,
    score float8 NULL,
    rating smallint NULL,
    option ${TEXT} NULL,
    option_count integer NULL,
    guess float8 NULL,
    duration_ms bigint NULL,
    hints integer NULL,
    attempt integer NULL,
    context ${TEXT} NULL,
    group_ids ${TEXTS} NOT NULL,
    bank_id ${TEXT} NULL,
    key_option ${TEXT} NULL,
    selection_id uuid NULL,
    session_id ${TEXT} NULL,
    day_offset_minutes smallint NULL,
    source ${TEXT} NULL,
    predicted jsonb NULL,
    calibration_id uuid NULL,
    decision ${TEXT} NULL,
    scope_kind ${TEXT} NULL,
    scope_id ${TEXT} NULL,
    decided jsonb NULL,
    expires_at timestamptz NULL,
    actor_id uuid NULL,
    actor_role ${TEXT} NULL,
    reason text NULL,
    digest bytea NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    CONSTRAINT pk_learner_answers PRIMARY KEY (learner_id, seq),
    CONSTRAINT uq_learner_answers_event UNIQUE (learner_id, event_id, version),
    CONSTRAINT fk_learner_answers_learner FOREIGN KEY (learner_id) REFERENCES learners (id),
    CONSTRAINT ck_learner_answers_numbers CHECK (
      seq BETWEEN 1 AND 9007199254740991 AND version >= 1 AND sequence BETWEEN 0 AND 9007199254740991
      AND rating BETWEEN 1 AND 4 AND score BETWEEN 0 AND 1 AND option_count >= 2 AND guess BETWEEN 0 AND 0.5
      AND duration_ms BETWEEN 0 AND 9007199254740991 AND hints >= 0 AND attempt >= 1
      AND day_offset_minutes BETWEEN -1440 AND 1440),
    CONSTRAINT ck_learner_answers_kind CHECK (kind IN ('answer', 'void', 'decision')),
    CONSTRAINT ck_learner_answers_answer CHECK (
      (kind = 'answer') = (correct IS NOT NULL) AND (kind = 'answer') = (graded_by IS NOT NULL)
      AND (kind = 'answer') = (context IS NOT NULL) AND (kind = 'answer' OR quarantine IS NULL)),
    CONSTRAINT ck_learner_answers_graded CHECK (
      graded_by IN ('correct', 'score', 'rating') AND (graded_by <> 'score' OR score IS NOT NULL)
      AND (graded_by <> 'rating' OR rating IS NOT NULL)),
    CONSTRAINT ck_learner_answers_context CHECK (context IN ('practice', 'exam', 'diagnostic', 'homework', 'survey')),
    CONSTRAINT ck_learner_answers_quarantine CHECK (quarantine IN ('FUTURE', 'TOO_OLD')),
    CONSTRAINT ck_learner_answers_decision CHECK (
      (kind = 'decision') = (decision IS NOT NULL) AND (decision IS NULL) = (scope_kind IS NULL)
      AND (scope_kind IS NULL) = (scope_id IS NULL)
      AND decision IN ('set', 'reset', 'exempt', 'suspend', 'exclude_session')
      AND scope_kind IN ('skill', 'item', 'learner', 'session')),
    CONSTRAINT ck_learner_answers_lists CHECK (
      cardinality(skill_ids) <= 20 AND array_position(skill_ids, NULL) IS NULL
      AND cardinality(group_ids) <= 50 AND array_position(group_ids, NULL) IS NULL),
    CONSTRAINT ck_learner_answers_event_id CHECK (event_id ~ '^[A-Za-z0-9._:~-]{1,200}$'),
    CONSTRAINT ck_learner_answers_texts CHECK (${short({
      item_id: 800,
      item_version: 800,
      option: 800,
      bank_id: 800,
      key_option: 800,
      session_id: 800,
      source: 800,
      scope_id: 800,
      actor_role: 64,
      reason: 4000,
    })}),
    CONSTRAINT ck_learner_answers_predicted CHECK (jsonb_typeof(predicted) = 'object' AND pg_column_size(predicted) <= 4096),
    CONSTRAINT ck_learner_answers_decided CHECK (pg_column_size(decided) <= 4096 AND ${writable('decided')}),
    CONSTRAINT ck_learner_answers_digest CHECK (octet_length(digest) = 32),
    CONSTRAINT ck_learner_answers_times CHECK (
      extract(epoch FROM at) BETWEEN -2208988800 AND 253402300799 AND isfinite(given_at) AND isfinite(sent_at)
      AND ${datable('recorded_at')} AND isfinite(expires_at))
  )`;

/** Answers that were handed over in a transaction of the host's: they wait for their place in the log of their learner. */
const INBOX = `
  CREATE TABLE answer_inbox (
    learner_id uuid NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    content jsonb NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_answer_inbox PRIMARY KEY (learner_id, id),
    CONSTRAINT ck_answer_inbox_content CHECK (jsonb_typeof(content) = 'object' AND pg_column_size(content) <= 65536)
  )`;

const KEPT = 'Answers are append-only: correct or void one by another entry.';

/** The name of the table is an argument: parts of a table that is distributed have names of their own. */
const REFUSE = `
  CREATE FUNCTION learners_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    RAISE EXCEPTION '% of % refused: %', TG_OP, TG_ARGV[0], TG_ARGV[1]
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_ARGV[0];
  END $$`;

/** What is kept of a learner goes when the learner is erased, and only then. */
const keep = (schema: string) => `
  CREATE FUNCTION learners_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF EXISTS (SELECT FROM ${schema}.learners l WHERE l.id = OLD.learner_id AND l.erased_at IS NOT NULL) THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION '% of % refused: %', TG_OP, TG_ARGV[0], TG_ARGV[1]
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_ARGV[0];
  END $$`;

const TRIGGERS = [
  `CREATE TRIGGER learner_answers_append_only BEFORE UPDATE ON learner_answers
   FOR EACH ROW EXECUTE FUNCTION learners_refuse('learner_answers', '${KEPT}')`,
  `CREATE TRIGGER learner_answers_keep BEFORE DELETE ON learner_answers
   FOR EACH ROW EXECUTE FUNCTION learners_keep('learner_answers', '${KEPT}')`,
  `CREATE TRIGGER learner_answers_no_truncate BEFORE TRUNCATE ON learner_answers
   FOR EACH STATEMENT EXECUTE FUNCTION learners_refuse('learner_answers', '${KEPT}')`,
  `CREATE TRIGGER learners_only_grow BEFORE UPDATE ON learners FOR EACH ROW
   WHEN (NEW.id <> OLD.id OR NEW.last_seq < OLD.last_seq OR NEW.revision < OLD.revision OR NEW.created_at <> OLD.created_at)
   EXECUTE FUNCTION learners_refuse('learners', 'The numbers of a learner only grow.')`,
  `CREATE TRIGGER learners_stay_erased BEFORE UPDATE ON learners FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL)
   EXECUTE FUNCTION learners_refuse('learners', 'A learner who was erased stays so.')`,
  `CREATE TRIGGER learners_stay BEFORE DELETE ON learners FOR EACH ROW
   EXECUTE FUNCTION learners_refuse('learners', 'That a learner was erased must stay known.')`,
  `CREATE TRIGGER learners_no_truncate BEFORE TRUNCATE ON learners
   FOR EACH STATEMENT EXECUTE FUNCTION learners_refuse('learners', 'That a learner was erased must stay known.')`,
];

const FUNCTIONS = ['learners_refuse', 'learners_keep'];

/** learners, learner_answers and answer_inbox: each key begins with the learner, so that tables can be distributed by it. */
export class CreateLearners1795000000029 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    for (const statement of [LEARNERS, ANSWERS, INBOX, REFUSE, keep(schema)]) await queryRunner.query(statement);
    await queryRunner.query('CREATE INDEX ix_learner_answers_item ON learner_answers (bank_id, item_id)');
    await queryRunner.query(
      'CREATE INDEX ix_learner_answers_quarantine ON learner_answers (learner_id, seq) WHERE quarantine IS NOT NULL',
    );
    for (const name of FUNCTIONS) await queryRunner.query(`REVOKE EXECUTE ON FUNCTION ${name}() FROM PUBLIC`);
    for (const trigger of TRIGGERS) await queryRunner.query(trigger);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [{ kept }] = (await queryRunner.query('SELECT EXISTS (SELECT FROM learners) AS kept')) as [{ kept: boolean }];
    if (kept) throw new Error('learners is not empty: back it up, and empty it yourself, before you go back.');
    for (const table of ['answer_inbox', 'learner_answers', 'learners']) await queryRunner.query(`DROP TABLE ${table}`);
    for (const name of FUNCTIONS) await queryRunner.query(`DROP FUNCTION ${name}()`);
  }
}
