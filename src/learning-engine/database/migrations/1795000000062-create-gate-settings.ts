import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, short } from '../entities/bounds.js';

const FIXED_PATH = 'SET search_path = pg_catalog, pg_temp';

/** What is null is no limit. */
const TABLE = `
  CREATE TABLE gate_settings (
    id bigint GENERATED ALWAYS AS IDENTITY,
    algo_key varchar NOT NULL,
    mode varchar NOT NULL,
    log_loss_margin float8 NULL,
    most_changed float8 NULL,
    actor_user_id uuid NULL,
    reason text NOT NULL,
    set_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT pk_gate_settings PRIMARY KEY (id),
    CONSTRAINT ck_gate_settings_mode CHECK (mode IN ('off', 'warn', 'required')),
    CONSTRAINT ck_gate_settings_limits CHECK (log_loss_margin BETWEEN 0 AND 10 AND most_changed BETWEEN 0 AND 1),
    CONSTRAINT ck_gate_settings_texts CHECK (${short({ algo_key: 800, reason: 4000 })}),
    CONSTRAINT ck_gate_settings_times CHECK (${datable('set_at')})
  )`;

/** Settings and activations of a key wait for each other, under the lock of the key. */
const append = (schema: string) => `
  CREATE FUNCTION algo_append_gate() RETURNS trigger LANGUAGE plpgsql ${FIXED_PATH} AS $$
  DECLARE
    last record;
    refused text;
  BEGIN
    IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
      RAISE EXCEPTION 'Gates cannot be set at REPEATABLE READ or SERIALIZABLE'
        USING ERRCODE = 'feature_not_supported', HINT = 'Use READ COMMITTED.';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('learning:' || quote_ident(TG_TABLE_SCHEMA) || ':' || NEW.algo_key, 0));
    SELECT g.id, g.mode, g.log_loss_margin, g.most_changed, g.set_at INTO last
      FROM ${schema}.gate_settings g WHERE g.algo_key = NEW.algo_key ORDER BY g.id DESC LIMIT 1;
    refused := CASE
      WHEN NEW.id <= last.id THEN 'was numbered before the last one of its key was written'
      WHEN last.id IS NOT NULL AND (NEW.mode, NEW.log_loss_margin, NEW.most_changed)
        IS NOT DISTINCT FROM (last.mode, last.log_loss_margin, last.most_changed)
        THEN 'says what the last one of its key says'
    END;
    IF refused IS NOT NULL THEN
      RAISE EXCEPTION 'The entry of gate_settings for % %', NEW.algo_key, refused
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    NEW.set_at := greatest(clock_timestamp(), last.set_at);
    RETURN NEW;
  END $$`;

/**
 * What becomes active was judged by the gate in force, regardless of the writer: also of one that knows of no gates, such as a release
 * before this table, or that may not read it. Hence the rights of the owner, as for `algo_date_entry`.
 */
const passGate = (schema: string) => `
  CREATE FUNCTION algo_pass_gate() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ${FIXED_PATH} AS $$
  DECLARE
    gate text;
  BEGIN
    IF TG_RELID IS DISTINCT FROM $r$${schema}.algo_activations$r$::regclass::oid THEN
      RAISE EXCEPTION 'algo_pass_gate() is for algo_activations alone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT g.mode INTO gate FROM ${schema}.gate_settings g WHERE g.algo_key = NEW.algo_key ORDER BY g.id DESC LIMIT 1;
    IF gate IN ('warn', 'required') AND NEW.evidence ->> 'gate' IS DISTINCT FROM gate
      OR gate = 'required' AND NOT ('override' = ANY (NEW.flags) OR NEW.evidence ? 'preview_digest') THEN
      RAISE EXCEPTION 'The entry of algo_activations for % was not judged by the gate of this key, which is %', NEW.algo_key, gate
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
          HINT = 'Activate through RegistryService of a release that knows of gates.';
    END IF;
    RETURN NEW;
  END $$`;

const KEPT = 'Settings of gates are append-only: set the gate by another entry.';

const TRIGGERS = [
  `CREATE TRIGGER gate_settings_appended BEFORE INSERT ON gate_settings
   FOR EACH ROW EXECUTE FUNCTION algo_append_gate()`,
  `CREATE TRIGGER gate_settings_append_only BEFORE UPDATE OR DELETE ON gate_settings
   FOR EACH ROW EXECUTE FUNCTION algo_refuse('${KEPT}')`,
  `CREATE TRIGGER gate_settings_no_truncate BEFORE TRUNCATE ON gate_settings
   FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('${KEPT}')`,
  // By its name after algo_activations_insert_locks_key: that is the order in which they are called.
  `CREATE TRIGGER algo_activations_insert_passes_gate BEFORE INSERT ON algo_activations
   FOR EACH ROW WHEN (NEW.kind IN ('activate', 'params')) EXECUTE FUNCTION algo_pass_gate()`,
];

const FUNCTIONS = ['algo_append_gate', 'algo_pass_gate'];

/** gate_settings: what an activation needs of evidence, by key, from when on. The last entry of a key says it; without one nothing is needed. */
export class CreateGateSettings1795000000062 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    await queryRunner.query(TABLE);
    await queryRunner.query('CREATE INDEX ix_gate_settings_key ON gate_settings (algo_key, id)');
    for (const statement of [append(schema), passGate(schema), ...TRIGGERS]) await queryRunner.query(statement);
    for (const name of FUNCTIONS) await queryRunner.query(`REVOKE EXECUTE ON FUNCTION ${name}() FROM PUBLIC`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [{ kept }] = (await queryRunner.query('SELECT EXISTS (SELECT FROM gate_settings) AS kept')) as [
      { kept: boolean },
    ];
    if (kept) {
      throw new Error(
        'gate_settings holds by what activations were judged: reverting would destroy it. Keep this migration, or restore a backup from before it.',
      );
    }
    await queryRunner.query('DROP TRIGGER algo_activations_insert_passes_gate ON algo_activations');
    await queryRunner.query('DROP TABLE gate_settings');
    for (const name of FUNCTIONS) await queryRunner.query(`DROP FUNCTION ${name}()`);
  }
}
