import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, short } from '../../database/entities/bounds.js';

const TEXT = 'text COLLATE "C"';

/** item_calibrations: how difficult items are, by one count of answers. The same content is there once. */
const CALIBRATIONS = `
  CREATE TABLE item_calibrations (
    id uuid NOT NULL,
    digest bytea NOT NULL,
    items integer NOT NULL,
    bank_id ${TEXT} NULL,
    algo_version_id uuid NULL,
    params_id uuid NULL,
    answers_from timestamptz NULL,
    answers_to timestamptz NULL,
    created_by_user_id uuid NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_item_calibrations PRIMARY KEY (id),
    CONSTRAINT uq_item_calibrations_content UNIQUE (digest),
    CONSTRAINT fk_item_calibrations_params_of_version FOREIGN KEY (params_id, algo_version_id)
      REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT,
    CONSTRAINT ck_item_calibrations_by CHECK ((params_id IS NULL) = (algo_version_id IS NULL)),
    CONSTRAINT ck_item_calibrations_items CHECK (items BETWEEN 1 AND 100000 AND octet_length(digest) = 32),
    CONSTRAINT ck_item_calibrations_texts CHECK (${short({ bank_id: 800 })}),
    CONSTRAINT ck_item_calibrations_times CHECK (
      ${datable('created_at')} AND isfinite(answers_from) AND isfinite(answers_to) AND answers_from <= answers_to)
  )`;

const DIFFICULTIES = `
  CREATE TABLE item_difficulties (
    calibration_id uuid NOT NULL,
    item_id ${TEXT} NOT NULL,
    difficulty float8 NOT NULL,
    discrimination float8 NULL,
    se float8 NULL,
    answers bigint NULL,
    provisional boolean NOT NULL,
    CONSTRAINT pk_item_difficulties PRIMARY KEY (calibration_id, item_id),
    CONSTRAINT fk_item_difficulties_calibration FOREIGN KEY (calibration_id) REFERENCES item_calibrations (id),
    CONSTRAINT ck_item_difficulties_item CHECK (octet_length(item_id) BETWEEN 1 AND 800),
    CONSTRAINT ck_item_difficulties_numbers CHECK (
      difficulty BETWEEN -10 AND 10 AND discrimination > 0 AND discrimination <= 10 AND se BETWEEN 0 AND 100
      AND answers BETWEEN 0 AND 9007199254740991)
  )`;

/** skill_maps: what items ask for, and which option is right. The same content is there once. */
const SKILL_MAPS = `
  CREATE TABLE skill_maps (
    id uuid NOT NULL,
    digest bytea NOT NULL,
    items integer NOT NULL,
    made_from uuid NULL,
    created_by_user_id uuid NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_skill_maps PRIMARY KEY (id),
    CONSTRAINT uq_skill_maps_content UNIQUE (digest),
    CONSTRAINT fk_skill_maps_made_from FOREIGN KEY (made_from) REFERENCES skill_maps (id),
    CONSTRAINT ck_skill_maps_items CHECK (items BETWEEN 1 AND 100000 AND octet_length(digest) = 32),
    CONSTRAINT ck_skill_maps_times CHECK (${datable('created_at')})
  )`;

/** The version of an item is empty for all its versions that have no row of their own. */
const MAPPED_ITEMS = `
  CREATE TABLE skill_map_items (
    skill_map_id uuid NOT NULL,
    item_id ${TEXT} NOT NULL,
    item_version ${TEXT} NOT NULL,
    skills jsonb NULL,
    key_option ${TEXT} NULL,
    CONSTRAINT pk_skill_map_items PRIMARY KEY (skill_map_id, item_id, item_version),
    CONSTRAINT fk_skill_map_items_map FOREIGN KEY (skill_map_id) REFERENCES skill_maps (id),
    CONSTRAINT ck_skill_map_items_says CHECK (skills IS NOT NULL OR key_option IS NOT NULL),
    CONSTRAINT ck_skill_map_items_skills CHECK (jsonb_typeof(skills) = 'array' AND pg_column_size(skills) <= 65536),
    CONSTRAINT ck_skill_map_items_texts CHECK (
      octet_length(item_id) BETWEEN 1 AND 800 AND ${short({ item_version: 800, key_option: 800 })})
  )`;

/** set_adoptions: which set of a kind has been active from when on. The last entry of a kind says it; one without a set says that none is. */
const ADOPTIONS = `
  CREATE TABLE set_adoptions (
    id bigint GENERATED ALWAYS AS IDENTITY,
    kind ${TEXT} NOT NULL,
    calibration_id uuid NULL,
    skill_map_id uuid NULL,
    actor_user_id uuid NULL,
    reason text NOT NULL,
    adopted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_set_adoptions PRIMARY KEY (id),
    CONSTRAINT fk_set_adoptions_calibration FOREIGN KEY (calibration_id) REFERENCES item_calibrations (id),
    CONSTRAINT fk_set_adoptions_skill_map FOREIGN KEY (skill_map_id) REFERENCES skill_maps (id),
    CONSTRAINT ck_set_adoptions_kind CHECK (
      kind = 'calibration' AND skill_map_id IS NULL OR kind = 'skill_map' AND calibration_id IS NULL),
    CONSTRAINT ck_set_adoptions_texts CHECK (${short({ reason: 4000 })}),
    CONSTRAINT ck_set_adoptions_times CHECK (${datable('adopted_at')})
  )`;

/**
 * Entries of one kind wait for each other until the commit, so that their ids and times follow the order of their commits. The lock is
 * that of `Adoptions`, which takes it before the entry is numbered.
 */
const append = (schema: string) => `
  CREATE FUNCTION learners_append_adoption() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    last record;
    refused text;
  BEGIN
    IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
      RAISE EXCEPTION 'Sets cannot be adopted at REPEATABLE READ or SERIALIZABLE'
        USING ERRCODE = 'feature_not_supported', HINT = 'Use READ COMMITTED.';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('learning:' || quote_ident(TG_TABLE_SCHEMA) || ':adoptions:' || NEW.kind, 0));
    SELECT a.id, a.calibration_id, a.skill_map_id, a.adopted_at INTO last
      FROM ${schema}.set_adoptions a WHERE a.kind = NEW.kind ORDER BY a.id DESC LIMIT 1;
    refused := CASE
      WHEN NEW.id <= last.id THEN 'was numbered before the last one of its kind was written'
      WHEN (NEW.calibration_id, NEW.skill_map_id) IS NOT DISTINCT FROM (last.calibration_id, last.skill_map_id)
        THEN 'says what the last one of its kind says'
    END;
    IF refused IS NOT NULL THEN
      RAISE EXCEPTION 'The entry of set_adoptions %', refused
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.adopted_at := greatest(clock_timestamp(), last.adopted_at);
    RETURN NEW;
  END $$`;

const REMEDIES: Readonly<Record<string, string>> = {
  item_calibrations: 'A calibration never changes: create another one, and adopt it.',
  item_difficulties: 'A calibration never changes: create another one, and adopt it.',
  skill_maps: 'A skill map never changes: create another one, and adopt it.',
  skill_map_items: 'A skill map never changes: create another one, and adopt it.',
  set_adoptions: 'Adoptions are append-only: adopt another set by another entry.',
};

const triggersOf = ([table, remedy]: [string, string]) => [
  `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
   FOR EACH ROW EXECUTE FUNCTION learners_refuse('${table}', '${remedy}')`,
  `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
   FOR EACH STATEMENT EXECUTE FUNCTION learners_refuse('${table}', '${remedy}')`,
];

/**
 * What decides the numbers of states beside answers, versions and parameters: sets of difficulties, maps of skills and keys, and which
 * of them are active. A projection has the last time at which it was found to be the active one of its key.
 */
export class CreateAdoptedSets1795000000049 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    const tables = [CALIBRATIONS, DIFFICULTIES, SKILL_MAPS, MAPPED_ITEMS, ADOPTIONS];
    for (const statement of [...tables, append(schema)]) await queryRunner.query(statement);
    await queryRunner.query('CREATE INDEX ix_set_adoptions_kind ON set_adoptions (kind, id)');
    await queryRunner.query('REVOKE EXECUTE ON FUNCTION learners_append_adoption() FROM PUBLIC');
    for (const trigger of Object.entries(REMEDIES).flatMap(triggersOf)) await queryRunner.query(trigger);
    await queryRunner.query(`
      CREATE TRIGGER set_adoptions_appended BEFORE INSERT ON set_adoptions
      FOR EACH ROW EXECUTE FUNCTION learners_append_adoption()`);
    await queryRunner.query(`
      ALTER TABLE projections ADD active_at timestamptz NULL,
        ADD CONSTRAINT fk_projections_calibration FOREIGN KEY (calibration_id) REFERENCES item_calibrations (id),
        ADD CONSTRAINT fk_projections_skill_map FOREIGN KEY (skill_map_id) REFERENCES skill_maps (id),
        ADD CONSTRAINT ck_projections_active_at CHECK (isfinite(active_at))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [{ kept }] = (await queryRunner.query('SELECT EXISTS (SELECT FROM set_adoptions) AS kept')) as [
      { kept: boolean },
    ];
    if (kept) {
      throw new Error(
        'set_adoptions holds what decided the numbers of states: reverting would destroy it. Keep this migration, or restore a backup from before it.',
      );
    }
    await queryRunner.query(`
      ALTER TABLE projections DROP CONSTRAINT fk_projections_calibration, DROP CONSTRAINT fk_projections_skill_map,
        DROP active_at`);
    for (const table of ['set_adoptions', 'skill_map_items', 'skill_maps', 'item_difficulties', 'item_calibrations']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
    await queryRunner.query('DROP FUNCTION learners_append_adoption()');
  }
}
