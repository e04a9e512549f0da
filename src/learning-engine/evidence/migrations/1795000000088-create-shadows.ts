import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, short } from '../../database/entities/bounds.js';

const TEXT = 'text COLLATE "C"';

/** shadows: challengers that compute beside the pair that was active at the activation, until they have run as often as they may, or a date. */
const SHADOWS = `
  CREATE TABLE shadows (
    id uuid NOT NULL,
    algo_key ${TEXT} NOT NULL,
    algo_version_id uuid NOT NULL,
    params_id uuid NOT NULL,
    activation_id bigint NOT NULL,
    percent float8 NOT NULL,
    budget integer NOT NULL,
    until timestamptz NOT NULL,
    actor_user_id uuid NULL,
    reason ${TEXT} NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_shadows PRIMARY KEY (id),
    CONSTRAINT fk_shadows_activation FOREIGN KEY (activation_id) REFERENCES algo_activations (id),
    CONSTRAINT fk_shadows_params_of_version FOREIGN KEY (params_id, algo_version_id)
      REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT,
    CONSTRAINT ck_shadows_percent CHECK (percent > 0 AND percent <= 100),
    CONSTRAINT ck_shadows_budget CHECK (budget BETWEEN 1 AND 100000),
    CONSTRAINT ck_shadows_texts CHECK (${short({ algo_key: 800, reason: 4000 })}),
    CONSTRAINT ck_shadows_times CHECK (${datable('until', 'started_at')} AND until > started_at)
  )`;

/** shadow_ends: who ended a shadow before, and why. */
const ENDS = `
  CREATE TABLE shadow_ends (
    shadow_id uuid NOT NULL,
    actor_user_id uuid NULL,
    reason ${TEXT} NOT NULL,
    ended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_shadow_ends PRIMARY KEY (shadow_id),
    CONSTRAINT fk_shadow_ends_shadow FOREIGN KEY (shadow_id) REFERENCES shadows (id),
    CONSTRAINT ck_shadow_ends_texts CHECK (${short({ reason: 4000 })}),
    CONSTRAINT ck_shadow_ends_times CHECK (${datable('ended_at')})
  )`;

/**
 * shadow_runs: the runs of a shadow, numbered from 1 on, and how each compares with the live run. They name no person; runs are plain ids,
 * because runs are removed when they are old.
 */
const RUNS = `
  CREATE TABLE shadow_runs (
    shadow_id uuid NOT NULL,
    number integer NOT NULL,
    run_id uuid NOT NULL,
    active_ms float8 NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz NULL,
    took_ms float8 NULL,
    error_code ${TEXT} NULL,
    is_equal boolean NULL,
    difference float8 NULL,
    CONSTRAINT pk_shadow_runs PRIMARY KEY (shadow_id, number),
    CONSTRAINT fk_shadow_runs_shadow FOREIGN KEY (shadow_id) REFERENCES shadows (id),
    CONSTRAINT ck_shadow_runs_number CHECK (number BETWEEN 1 AND 100000),
    CONSTRAINT ck_shadow_runs_ended CHECK ((ended_at IS NULL) = (took_ms IS NULL)
      AND (ended_at IS NULL) = (error_code IS NULL AND is_equal IS NULL) AND (error_code IS NULL OR is_equal IS NULL)
      AND (difference IS NULL OR NOT is_equal)),
    CONSTRAINT ck_shadow_runs_texts CHECK (${short({ error_code: 256 })}),
    CONSTRAINT ck_shadow_runs_times CHECK (${datable('started_at', 'ended_at')})
  )`;

/** shadow_drops: how many runs were drawn for a shadow and not computed, because too many waited. */
const DROPS = `
  CREATE TABLE shadow_drops (
    shadow_id uuid NOT NULL,
    dropped bigint NOT NULL,
    CONSTRAINT pk_shadow_drops PRIMARY KEY (shadow_id),
    CONSTRAINT fk_shadow_drops_shadow FOREIGN KEY (shadow_id) REFERENCES shadows (id),
    CONSTRAINT ck_shadow_drops_dropped CHECK (dropped > 0)
  )`;

const APPEND_ONLY = {
  shadows: 'A shadow never changes: end it.',
  shadow_ends: 'A shadow ends once: start another one.',
};

export class CreateShadows1795000000088 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of [SHADOWS, ENDS, RUNS, DROPS]) await queryRunner.query(table);
    await queryRunner.query('CREATE INDEX ix_shadows_key ON shadows (algo_key, id)');
    await queryRunner.query('CREATE INDEX ix_shadows_until ON shadows (until)');
    for (const [table, why] of Object.entries(APPEND_ONLY)) {
      await queryRunner.query(`
        CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH ROW EXECUTE FUNCTION algo_refuse('${why}')`);
      await queryRunner.query(`
        CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('${why}')`);
    }
    await queryRunner.query(`
      CREATE TRIGGER shadow_runs_keep BEFORE UPDATE ON shadow_runs FOR EACH ROW
      WHEN (OLD.ended_at IS NOT NULL OR NEW.shadow_id <> OLD.shadow_id OR NEW.number <> OLD.number OR NEW.run_id <> OLD.run_id
        OR NEW.active_ms <> OLD.active_ms OR NEW.started_at <> OLD.started_at)
      EXECUTE FUNCTION algo_refuse('The run of a shadow ends once.')`);
    await queryRunner.query(`
      CREATE TRIGGER shadow_drops_grow BEFORE UPDATE ON shadow_drops FOR EACH ROW
      WHEN (NEW.shadow_id <> OLD.shadow_id OR NEW.dropped < OLD.dropped)
      EXECUTE FUNCTION algo_refuse('What was dropped is only counted on.')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [row] = (await queryRunner.query('SELECT EXISTS (SELECT FROM shadows) AS kept')) as { kept: boolean }[];
    if (row!.kept) {
      throw new Error(
        'shadows keeps what was tried beside active versions, by whom and why: reverting would destroy that. Keep this migration, or restore a backup from before it.',
      );
    }
    for (const table of ['shadow_drops', 'shadow_runs', 'shadow_ends', 'shadows']) {
      await queryRunner.query(`DROP TABLE ${table}`);
    }
  }
}
