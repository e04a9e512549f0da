import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Which statements change the active version. An entry of the activation log must match it as well. */
export const CHANGES_OF_ACTIVE_VERSIONS = [
  { table: 'algo_versions', event: 'INSERT', condition: "NEW.status = 'ACTIVE'" },
  { table: 'algo_versions', event: 'UPDATE', condition: 'OLD.status IS DISTINCT FROM NEW.status' },
  { table: 'algo_versions', event: 'DELETE', condition: "OLD.status = 'ACTIVE'" },
  { table: 'algo_params', event: 'INSERT', condition: 'NEW.is_active' },
  { table: 'algo_params', event: 'UPDATE', condition: 'OLD.is_active IS DISTINCT FROM NEW.is_active' },
  { table: 'algo_params', event: 'DELETE', condition: 'OLD.is_active' },
  { table: 'algo_activations', event: 'INSERT', condition: 'true' },
];

/** Of the row that a trigger was called for. */
const FIND_CHANGED_KEY = `
        IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
        IF TG_TABLE_NAME = 'algo_params' THEN
          SELECT algo_key INTO changed_key FROM algo_versions WHERE id = changed.algo_version_id;
        ELSE
          changed_key := changed.algo_key;
        END IF;`;

/** At commit, the active version is the one of the last entry. */
export const CHECK_LEDGER = `
      CREATE OR REPLACE FUNCTION algo_check_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        changed record;
        changed_key text;
        live record;
        entry record;
      BEGIN
        ${FIND_CHANGED_KEY}
        SELECT v.id AS version_id, p.id AS params_id INTO live
          FROM algo_versions v LEFT JOIN algo_params p ON p.algo_version_id = v.id AND p.is_active
          WHERE v.algo_key = changed_key AND v.status = 'ACTIVE';
        SELECT a.algo_version_id AS version_id, a.params_id INTO entry
          FROM algo_activations a WHERE a.algo_key = changed_key ORDER BY a.id DESC LIMIT 1;
        IF live.version_id IS DISTINCT FROM entry.version_id OR live.params_id IS DISTINCT FROM entry.params_id THEN
          RAISE EXCEPTION 'The active version of % differs from the last entry of algo_activations', changed_key
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
              HINT = 'Change active versions through RegistryService, or write the entry in the same transaction. A key with an active version keeps one.';
        END IF;
        RETURN NULL;
      END $$`;

/**
 * algo_activations: every change of an active version, and the triggers by which no transaction can commit such a change
 * without its entry.
 */
export class CreateActivationLedger1795000000004 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE algo_versions ADD CONSTRAINT uq_algo_versions_id_key UNIQUE (id, algo_key)');
    await queryRunner.query(`
      CREATE TABLE algo_activations (
        id bigint GENERATED ALWAYS AS IDENTITY,
        algo_key varchar NOT NULL,
        algo_version_id uuid NOT NULL,
        params_id uuid,
        actor_user_id uuid,
        reason text,
        activated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_algo_activations PRIMARY KEY (id),
        CONSTRAINT fk_algo_activations_version_of_key FOREIGN KEY (algo_version_id, algo_key)
          REFERENCES algo_versions (id, algo_key) ON DELETE RESTRICT,
        CONSTRAINT fk_algo_activations_params_of_version FOREIGN KEY (params_id, algo_version_id)
          REFERENCES algo_params (id, algo_version_id) ON DELETE RESTRICT
      )`);
    await queryRunner.query('CREATE INDEX ix_algo_activations_key ON algo_activations (algo_key, id)');
    await queryRunner.query(`
      INSERT INTO algo_activations (algo_key, algo_version_id, params_id, reason, activated_at)
      SELECT v.algo_key, v.id, p.id, 'Active before the activation log', greatest(v.updated_at, p.updated_at)
      FROM algo_versions v LEFT JOIN algo_params p ON p.algo_version_id = v.id AND p.is_active
      WHERE v.status = 'ACTIVE' ORDER BY 5`);

    // Changes of one key wait for each other, regardless of the writer. A snapshot that is older than the lock could judge by
    // what is no longer so: SERIALIZABLE notices that by itself, REPEATABLE READ does not.
    await queryRunner.query(`
      CREATE FUNCTION algo_lock_key() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        changed record;
        changed_key text;
      BEGIN
        ${FIND_CHANGED_KEY}
        IF current_setting('transaction_isolation') = 'repeatable read' THEN
          RAISE EXCEPTION 'Active versions cannot be changed at REPEATABLE READ'
            USING ERRCODE = 'feature_not_supported', HINT = 'Use READ COMMITTED or SERIALIZABLE.';
        END IF;
        PERFORM pg_advisory_xact_lock(hashtextextended('learning:' || changed_key, 0));
        RETURN changed;
      END $$`);

    await queryRunner.query(CHECK_LEDGER);

    for (const { table, event, condition } of CHANGES_OF_ACTIVE_VERSIONS) {
      const name = `${table}_${event.toLowerCase()}`;
      await queryRunner.query(`
        CREATE TRIGGER ${name}_locks_key BEFORE ${event} ON ${table}
        FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION algo_lock_key()`);
      await queryRunner.query(`
        CREATE CONSTRAINT TRIGGER ${name}_matches_ledger AFTER ${event} ON ${table}
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION algo_check_ledger()`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const changes = (await queryRunner.query(
      "SELECT id FROM algo_activations WHERE reason IS DISTINCT FROM 'Active before the activation log' LIMIT 1",
    )) as unknown[];
    if (changes.length > 0) {
      throw new Error(
        'algo_activations holds changes of active versions: reverting would destroy their history. Keep this migration, or archive and empty the table first.',
      );
    }
    await queryRunner.query('DROP TABLE algo_activations');
    // With the functions go their triggers.
    await queryRunner.query('DROP FUNCTION algo_check_ledger() CASCADE');
    await queryRunner.query('DROP FUNCTION algo_lock_key() CASCADE');
    await queryRunner.query('ALTER TABLE algo_versions DROP CONSTRAINT uq_algo_versions_id_key');
  }
}
