import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The function that locks the key of a change, rejecting transactions of the levels whose snapshot is older than the lock. */
const lockKey = (isRefused: string, levels: string, remedy: string) => `
      CREATE OR REPLACE FUNCTION algo_lock_key() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        changed record;
        changed_key text;
      BEGIN
        
        IF TG_OP = 'DELETE' THEN changed := OLD; ELSE changed := NEW; END IF;
        IF TG_TABLE_NAME = 'algo_params' THEN
          SELECT algo_key INTO changed_key FROM algo_versions WHERE id = changed.algo_version_id;
        ELSE
          changed_key := changed.algo_key;
        END IF;
        IF current_setting('transaction_isolation') ${isRefused} THEN
          RAISE EXCEPTION 'Active versions cannot be changed at ${levels}'
            USING ERRCODE = 'feature_not_supported', HINT = '${remedy}';
        END IF;
        PERFORM pg_advisory_xact_lock(hashtextextended('learning:' || changed_key, 0));
        RETURN changed;
      END $$`;

export const LOCK_KEY = lockKey(
  "IN ('repeatable read', 'serializable')",
  'REPEATABLE READ or SERIALIZABLE',
  'Use READ COMMITTED.',
);

/** Each entry comes after the last one of its key, names the active version, and has its id and its time from the database. */
export const APPEND_ENTRY = `
      CREATE OR REPLACE FUNCTION algo_append_entry() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        last record;
        refused text;
      BEGIN
        SELECT * INTO last FROM algo_activations WHERE algo_key = NEW.algo_key ORDER BY id DESC LIMIT 1;
        refused := CASE
          WHEN NEW.activated_at IS NOT NULL OR NEW.id > (SELECT last_value FROM algo_activations_id_seq)
            THEN 'has an id or a time that is not the database''s'
          WHEN NEW.id <= last.id
            THEN 'was numbered before the last one of its key was written'
          WHEN (NEW.algo_version_id, NEW.params_id) IS NOT DISTINCT FROM (last.algo_version_id, last.params_id)
            THEN 'says what the last one of its key says'
          WHEN NOT EXISTS (
            SELECT FROM algo_versions v LEFT JOIN algo_params p ON p.algo_version_id = v.id AND p.is_active
            WHERE v.algo_key = NEW.algo_key AND v.status = 'ACTIVE' AND v.id = NEW.algo_version_id
              AND p.id IS NOT DISTINCT FROM NEW.params_id)
            THEN 'names a pair that is not active'
        END;
        IF refused IS NOT NULL THEN
          RAISE EXCEPTION 'The entry of algo_activations for % %', NEW.algo_key, refused
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
              HINT = 'Change the active version first, then write its entry in the same transaction, without id and activated_at.';
        END IF;
        NEW.activated_at := greatest(clock_timestamp(), last.activated_at);
        RETURN NEW;
      END $$`;

/** Unless it is named, the schema of temporary tables comes first. */
export const searchTablesFirst = (name: string) => `
  DO $$ BEGIN EXECUTE format('ALTER FUNCTION ${name}() SET search_path = %I, pg_temp', current_schema()); END $$`;

/**
 * Ways round the activation log that were open to everybody who may write the tables are closed: a temporary table of the same name
 * in front of the one that a trigger compares; an entry under an earlier number, of another time than that of its writing, or
 * that never held or changed nothing; and a SERIALIZABLE transaction, whose old snapshot PostgreSQL does not judge beside
 * transactions of a lower level, as those of the services are.
 */
export class CloseWaysRoundLedger1795000000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A host may run all migrations in one transaction: a table with checks that wait for its end cannot be altered.
    await queryRunner.query('SET CONSTRAINTS algo_activations_insert_matches_ledger IMMEDIATE');
    await queryRunner.query('SET CONSTRAINTS algo_activations_insert_matches_ledger DEFERRED');
    // A time that is given differs from one that is not by not being NULL. Under the lock of the key, which the trigger
    // before this one takes, the times of its entries follow their order also when the clock steps back. Who writes an entry
    // has to read where the sequence stands.
    await queryRunner.query('ALTER TABLE algo_activations ALTER activated_at DROP DEFAULT');
    await queryRunner.query('GRANT SELECT ON SEQUENCE algo_activations_id_seq TO PUBLIC');
    await queryRunner.query(APPEND_ENTRY);
    // By its name after algo_activations_insert_locks_key: that is the order in which they are called.
    await queryRunner.query(`
      CREATE TRIGGER algo_activations_insert_only_at_end BEFORE INSERT ON algo_activations
      FOR EACH ROW EXECUTE FUNCTION algo_append_entry()`);
    await queryRunner.query(LOCK_KEY);
    for (const name of ['algo_lock_key', 'algo_check_ledger', 'algo_append_entry']) {
      await queryRunner.query(searchTablesFirst(name));
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // With the function goes its trigger.
    await queryRunner.query('DROP FUNCTION algo_append_entry() CASCADE');
    await queryRunner.query('REVOKE SELECT ON SEQUENCE algo_activations_id_seq FROM PUBLIC');
    await queryRunner.query('ALTER TABLE algo_activations ALTER activated_at SET DEFAULT clock_timestamp()');
    await queryRunner.query(lockKey("= 'repeatable read'", 'REPEATABLE READ', 'Use READ COMMITTED or SERIALIZABLE.'));
    await queryRunner.query('ALTER FUNCTION algo_check_ledger() RESET search_path');
  }
}
