import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { short } from '../../database/entities/bounds.js';
import { eraseLearner } from './1795000000031-erase-learners.js';

/**
 * learner_merges: who was merged into whom, by whom and why, and who undid it. What holds is in learners.merged_into: there it is the
 * learner who answers for all, however many merges led there.
 */
const MERGES = `
  CREATE TABLE learner_merges (
    learner_id uuid NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    into_id uuid NOT NULL,
    duplicates integer NOT NULL,
    conflicts integer NOT NULL,
    actor_user_id uuid NULL,
    reason text NOT NULL,
    merged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    undone_at timestamptz NULL,
    undone_by_user_id uuid NULL,
    undone_reason text NULL,
    CONSTRAINT pk_learner_merges PRIMARY KEY (learner_id, id),
    CONSTRAINT fk_learner_merges_learner FOREIGN KEY (learner_id) REFERENCES learners (id),
    CONSTRAINT fk_learner_merges_into FOREIGN KEY (into_id) REFERENCES learners (id),
    CONSTRAINT ck_learner_merges_two CHECK (into_id <> learner_id),
    CONSTRAINT ck_learner_merges_counts CHECK (duplicates >= 0 AND conflicts >= 0),
    CONSTRAINT ck_learner_merges_undone CHECK (
      (undone_at IS NULL) = (undone_reason IS NULL) AND (undone_at IS NOT NULL OR undone_by_user_id IS NULL)),
    CONSTRAINT ck_learner_merges_texts CHECK (${short({ reason: 4000, undone_reason: 4000 })})
  )`;

const TRIGGERS = [
  `CREATE TRIGGER learner_merges_keep BEFORE UPDATE ON learner_merges FOR EACH ROW
   WHEN (OLD.undone_at IS NOT NULL
     OR (OLD.learner_id, OLD.id, OLD.into_id, OLD.duplicates, OLD.conflicts, OLD.actor_user_id, OLD.reason, OLD.merged_at)
     IS DISTINCT FROM
     (NEW.learner_id, NEW.id, NEW.into_id, NEW.duplicates, NEW.conflicts, NEW.actor_user_id, NEW.reason, NEW.merged_at))
   EXECUTE FUNCTION learners_refuse('learner_merges', 'A merge stays as it was recorded; it can be undone, once.')`,
];

const INDEXES = [
  'CREATE UNIQUE INDEX uq_learner_merges_open ON learner_merges (learner_id) WHERE undone_at IS NULL',
  'CREATE INDEX ix_learner_merges_into ON learner_merges (into_id)',
  'CREATE INDEX ix_learners_merged ON learners (merged_into) WHERE merged_into IS NOT NULL',
];

/**
 * @param tables of learners: what they keep of a person goes first
 */
const erase = (schema: string, tables: readonly string[]) => `
  CREATE OR REPLACE FUNCTION ${schema}.erase_learner(learner uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    ids uuid[];
    locked uuid[];
  BEGIN
    IF learner IS NULL THEN
      RAISE EXCEPTION 'Which learner is to be erased?' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    LOOP
      SELECT array_agg(l.id ORDER BY l.id) INTO ids FROM ${schema}.learners l,
        (SELECT coalesce(a.merged_into, a.id) AS id FROM ${schema}.learners a WHERE a.id = learner) AS person
      WHERE l.id = person.id OR l.merged_into = person.id;
      EXIT WHEN ids IS NOT DISTINCT FROM locked;
      PERFORM FROM ${schema}.learners l WHERE l.id = ANY (ids) ORDER BY l.id FOR NO KEY UPDATE;
      locked := ids;
    END LOOP;
    ids := coalesce(ids, ARRAY[learner]);
    DELETE FROM ${schema}.learner_merges WHERE learner_id = ANY (ids) OR into_id = ANY (ids);
    INSERT INTO ${schema}.learners AS l (id, revision, last_seq, erased_at)
    SELECT id, 0, 0, clock_timestamp() FROM unnest(ids) AS id
    ON CONFLICT ON CONSTRAINT pk_learners DO UPDATE
      SET erased_at = clock_timestamp(), revision = l.revision + 1, time_zone = NULL, merged_into = NULL WHERE l.erased_at IS NULL;
${tables.map((table) => `    DELETE FROM ${schema}.${table} WHERE learner_id = ANY (ids);\n`).join('')}\
    DELETE FROM ${schema}.learner_states WHERE learner_id = ANY (ids);
    DELETE FROM ${schema}.learner_positions WHERE learner_id = ANY (ids);
    DELETE FROM ${schema}.learner_answers WHERE learner_id = ANY (ids);
    DELETE FROM ${schema}.answer_inbox WHERE learner_id = ANY (ids);
    DELETE FROM ${schema}.idempotency_keys WHERE learner_id = ANY (ids) OR user_id = ANY (ids);
    UPDATE ${schema}.algo_runs SET user_id = NULL WHERE user_id = ANY (ids);
    -- Triggers have emptied these tables, unless the learner had been erased before, and rows are back. Not every host has them.
    IF to_regclass('${schema.replaceAll("'", "''")}.preview_learners') IS NOT NULL THEN
      DELETE FROM ${schema}.preview_learners WHERE learner_id = ANY (ids);
    END IF;
    IF to_regclass('${schema.replaceAll("'", "''")}.evaluation_learners') IS NOT NULL THEN
      DELETE FROM ${schema}.evaluation_answers a USING ${schema}.evaluations e
        WHERE a.evaluation_id = e.id AND a.learner_id = ANY (ids);
      DELETE FROM ${schema}.evaluation_ratings WHERE learner_id = ANY (ids);
      DELETE FROM ${schema}.evaluation_learners WHERE learner_id = ANY (ids);
    END IF;
  END $$`;

/**
 * erase_learner(learner) removes all that is kept of a person, in all accounts of theirs that are merged. A later migration with a table
 * of learners calls this one, with all tables but those that it names itself.
 */
export async function erasePerson(queryRunner: QueryRunner, tables: readonly string[]): Promise<void> {
  const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
    { schema: string },
  ];
  await queryRunner.query(erase(schema, tables));
}

/** Accounts of one person can be merged. */
export class MergeLearners1795000000058 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(MERGES);
    await queryRunner.query(`
      ALTER TABLE learners ADD CONSTRAINT fk_learners_merged_into FOREIGN KEY (merged_into) REFERENCES learners (id)`);
    for (const statement of [...INDEXES, ...TRIGGERS]) await queryRunner.query(statement);
    await erasePerson(queryRunner, ['selections', 'external_ids', 'import_answers']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [{ merged }] = (await queryRunner.query('SELECT EXISTS (SELECT FROM learner_merges) AS merged')) as [
      { merged: boolean },
    ];
    if (merged)
      throw new Error(
        'learner_merges is not empty: undo the merges, back the table up, and empty it yourself, before you go back.',
      );
    await eraseLearner(queryRunner, ['selections']);
    await queryRunner.query('DROP INDEX ix_learners_merged');
    await queryRunner.query('ALTER TABLE learners DROP CONSTRAINT fk_learners_merged_into');
    await queryRunner.query('DROP TABLE learner_merges');
  }
}
