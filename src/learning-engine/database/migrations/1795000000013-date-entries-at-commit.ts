import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { CHANGES_OF_ACTIVE_VERSIONS, CHECK_LEDGER } from './1795000000004-create-activation-ledger.js';
import { APPEND_ENTRY, LOCK_KEY, searchTablesFirst } from './1795000000010-close-ways-round-ledger.js';
import { activationFunctions } from './activation-functions.js';
import { judgeNow } from './judge-now.js';

const FUNCTIONS = ['algo_lock_key', 'algo_check_ledger', 'algo_append_entry', 'algo_refuse'];
const NEW_FUNCTIONS = ['algo_date_entry', 'algo_keep_entry'];

const SHAPE = `
  ALTER TABLE algo_activations
    ALTER algo_version_id DROP NOT NULL,
    ADD kind varchar NOT NULL DEFAULT 'activate',
    ADD restores_id bigint,
    ADD evidence jsonb,
    ADD flags text[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT fk_algo_activations_restores FOREIGN KEY (restores_id) REFERENCES algo_activations (id) ON DELETE RESTRICT,
    ADD CONSTRAINT ck_algo_activations_kind CHECK (kind IN ('activate', 'params', 'rollback', 'restore', 'retire')),
    ADD CONSTRAINT ck_algo_activations_retire CHECK (
      (kind = 'retire') = (algo_version_id IS NULL) AND (algo_version_id IS NOT NULL OR params_id IS NULL)),
    ADD CONSTRAINT ck_algo_activations_restores CHECK (
      (kind IN ('rollback', 'restore')) = (restores_id IS NOT NULL) AND restores_id < id),
    ADD CONSTRAINT ck_algo_activations_evidence CHECK (
      jsonb_typeof(evidence) = 'object' AND octet_length(evidence::text) <= 65536),
    ADD CONSTRAINT ck_algo_activations_flags CHECK (
      array_position(flags, NULL) IS NULL AND cardinality(flags) <= 16 AND octet_length(array_to_string(flags, '')) <= 1024)`;

const REMEDY = 'The ledger is append-only: undo a change by another entry.';

const APPEND_ONLY = `
  CREATE TRIGGER algo_activations_append_only BEFORE UPDATE ON algo_activations
  FOR EACH ROW EXECUTE FUNCTION algo_keep_entry('${REMEDY}')`;

/**
 * An entry has the time of its commit, and is the only one of its key in its transaction. It says what kind of change it is,
 * and may retire a key, which then has no ACTIVE version. No function of a trigger runs with other rights than the caller's,
 * except the one that writes that time, which looks at no table but its own.
 */
export class DateEntriesAtCommit1795000000013 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    for (const statement of activationFunctions(schema)) await queryRunner.query(statement);
    await queryRunner.query('ALTER FUNCTION algo_refuse() SET search_path = pg_catalog, pg_temp');
    await createTriggers(queryRunner, ({ table }) => `'${table}'`);
    await queryRunner.query(SHAPE);
    await queryRunner.query(`
      CREATE CONSTRAINT TRIGGER algo_activations_insert_is_dated AFTER INSERT ON algo_activations
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION algo_date_entry()`);
    await queryRunner.query('DROP TRIGGER algo_activations_append_only ON algo_activations');
    await queryRunner.query(APPEND_ONLY);
    await queryRunner.query(`
      CREATE TRIGGER algo_activations_no_delete BEFORE DELETE ON algo_activations
      FOR EACH ROW EXECUTE FUNCTION algo_refuse('${REMEDY}')`);
    await queryRunner.query(`REVOKE EXECUTE ON FUNCTION ${[...FUNCTIONS, ...NEW_FUNCTIONS].join(', ')} FROM PUBLIC`);
    await queryRunner.query('GRANT SELECT ON SEQUENCE algo_activations_id_seq TO PUBLIC');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const entries = (await queryRunner.query(
      "SELECT id FROM algo_activations WHERE kind IN ('rollback', 'restore', 'retire') OR evidence IS NOT NULL OR flags <> '{}' LIMIT 1",
    )) as unknown[];
    if (entries.length > 0) {
      throw new Error(
        'algo_activations holds entries that tell what the schema before cannot hold: reverting would destroy it. Keep this migration, or restore a backup from before it.',
      );
    }
    await judgeNow(queryRunner);
    await queryRunner.query('DROP TRIGGER algo_activations_no_delete ON algo_activations');
    for (const name of NEW_FUNCTIONS) await queryRunner.query(`DROP FUNCTION ${name}() CASCADE`); // and its trigger
    await queryRunner.query(`
      CREATE TRIGGER algo_activations_append_only BEFORE UPDATE OR DELETE ON algo_activations
      FOR EACH ROW EXECUTE FUNCTION algo_refuse('${REMEDY}')`);
    for (const statement of [LOCK_KEY, CHECK_LEDGER, APPEND_ENTRY]) await queryRunner.query(statement);
    for (const name of FUNCTIONS.slice(0, 3)) await queryRunner.query(searchTablesFirst(name));
    await queryRunner.query('ALTER FUNCTION algo_refuse() RESET search_path');
    await createTriggers(queryRunner, () => '');
    await queryRunner.query(`GRANT EXECUTE ON FUNCTION ${FUNCTIONS.join(', ')} TO PUBLIC`);
    await queryRunner.query(`
      ALTER TABLE algo_activations ALTER algo_version_id SET NOT NULL,
        DROP flags, DROP evidence, DROP restores_id, DROP kind`);
  }
}

/** The same triggers again, with other arguments. */
async function createTriggers(
  queryRunner: QueryRunner,
  argument: (change: { table: string }) => string,
): Promise<void> {
  for (const change of CHANGES_OF_ACTIVE_VERSIONS) {
    const { table, event, condition } = change;
    const name = `${table}_${event.toLowerCase()}`;
    await queryRunner.query(`
      CREATE OR REPLACE TRIGGER ${name}_locks_key BEFORE ${event} ON ${table}
      FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION algo_lock_key(${argument(change)})`);
    await queryRunner.query(`DROP TRIGGER ${name}_matches_ledger ON ${table}`);
    await queryRunner.query(`
      CREATE CONSTRAINT TRIGGER ${name}_matches_ledger AFTER ${event} ON ${table}
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION algo_check_ledger(${argument(change)})`);
  }
}
