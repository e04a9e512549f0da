import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable } from '../entities/bounds.js';

const TABLE = `
  CREATE TABLE session_pins (
    session_id uuid NOT NULL,
    algo_key varchar NOT NULL,
    activation_id bigint NOT NULL,
    pinned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_session_pins PRIMARY KEY (session_id, algo_key),
    CONSTRAINT fk_session_pins_activation FOREIGN KEY (activation_id) REFERENCES algo_activations (id) ON DELETE RESTRICT,
    CONSTRAINT ck_session_pins_times CHECK (${datable('pinned_at')})
  )`;

const STATEMENTS = [
  TABLE,
  'CREATE INDEX ix_session_pins_pinned ON session_pins (pinned_at)',
  `CREATE INDEX ix_algo_activations_break_pins ON algo_activations (algo_key, id) WHERE 'break_pins' = ANY (flags)`,
  'ALTER TABLE algo_runs ADD pin_activation_id bigint NULL, ADD active_activation_id bigint NULL',
  `CREATE TRIGGER algo_runs_keep_pin BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN (
     (OLD.pin_activation_id, OLD.active_activation_id) IS DISTINCT FROM (NEW.pin_activation_id, NEW.active_activation_id))
   EXECUTE FUNCTION algo_refuse('What a run was started with never changes.')`,
];

/**
 * session_pins: by which entry of the activation log a session runs. An entry with the flag `break_pins` ends those before it. A run in a
 * session says which entry it ran by, and which one was the last.
 */
export class PinSessions1795000000063 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER algo_runs_keep_pin ON algo_runs');
    await queryRunner.query('ALTER TABLE algo_runs DROP active_activation_id, DROP pin_activation_id');
    await queryRunner.query('DROP INDEX ix_algo_activations_break_pins');
    await queryRunner.query('DROP TABLE session_pins');
  }
}
