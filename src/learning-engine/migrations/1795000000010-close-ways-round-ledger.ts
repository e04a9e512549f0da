import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The functions of triggers that read tables, or lock. */
const FUNCTIONS = ['algo_lock_key()', 'algo_check_ledger()', 'algo_append_entry()'];

/**
 * Two ways round the ledger, open to everybody who may write the tables, are closed: a temporary table of the same name in
 * front of the one that a trigger compares, and an entry under an earlier number or of another time than that of its writing.
 */
export class CloseWaysRoundLedger1795000000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A host may run all migrations in one transaction: a table with checks that wait for its end cannot be altered.
    await queryRunner.query('SET CONSTRAINTS algo_activations_insert_matches_ledger IMMEDIATE');
    await queryRunner.query('SET CONSTRAINTS algo_activations_insert_matches_ledger DEFERRED');
    // A time that is given is told from one that is not by its being NULL. Under the lock of the key, which the trigger
    // before this one takes, the times of its entries follow their order also when the clock steps back. Who writes an entry
    // need not be allowed to read the sequence: hence the rights of the owner.
    await queryRunner.query('ALTER TABLE algo_activations ALTER activated_at DROP DEFAULT');
    await queryRunner.query(`
      CREATE FUNCTION algo_append_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      DECLARE
        last record;
      BEGIN
        SELECT id, activated_at INTO last FROM algo_activations
          WHERE algo_key = NEW.algo_key ORDER BY id DESC LIMIT 1;
        IF NEW.activated_at IS NOT NULL OR NEW.id <= last.id OR NEW.id > (SELECT last_value FROM algo_activations_id_seq) THEN
          RAISE EXCEPTION 'An entry of algo_activations is the last one of its key, and says when it was written'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME,
              HINT = 'Leave out id and activated_at, and write the entry after the change that it tells of, in the same transaction.';
        END IF;
        NEW.activated_at := greatest(clock_timestamp(), last.activated_at);
        RETURN NEW;
      END $$`);
    // By its name after algo_activations_insert_locks_key: that is the order in which they are called.
    await queryRunner.query(`
      CREATE TRIGGER algo_activations_insert_only_at_end BEFORE INSERT ON algo_activations
      FOR EACH ROW EXECUTE FUNCTION algo_append_entry()`);
    // Unless it is named, the schema of temporary tables comes first.
    for (const name of FUNCTIONS) {
      await queryRunner.query(`
        DO $$ BEGIN EXECUTE format('ALTER FUNCTION ${name} SET search_path = %I, pg_temp', current_schema()); END $$`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    // With the function goes its trigger.
    await queryRunner.query('DROP FUNCTION algo_append_entry() CASCADE');
    await queryRunner.query('ALTER TABLE algo_activations ALTER activated_at SET DEFAULT clock_timestamp()');
    await queryRunner.query('ALTER FUNCTION algo_lock_key() RESET search_path');
    await queryRunner.query('ALTER FUNCTION algo_check_ledger() RESET search_path');
  }
}
