import { type MigrationInterface, type QueryRunner } from 'typeorm';

const GUARDS: [table: string, name: string, timing: string, remedy: string][] = [
  [
    'algo_versions',
    'keep_identity',
    'BEFORE UPDATE ON algo_versions FOR EACH ROW WHEN ((OLD.id, OLD.algo_key, OLD.version) IS DISTINCT FROM (NEW.id, NEW.algo_key, NEW.version))',
    'Key and version of a version never change: add another version.',
  ],
  [
    'algo_params',
    'keep_content',
    `BEFORE UPDATE ON algo_params FOR EACH ROW WHEN (
       (OLD.id, OLD.algo_version_id, OLD.params_json, OLD.checksum)
       IS DISTINCT FROM (NEW.id, NEW.algo_version_id, NEW.params_json, NEW.checksum))`,
    'The content of a parameter set never changes: create another set.',
  ],
  [
    'algo_activations',
    'append_only',
    'BEFORE UPDATE OR DELETE ON algo_activations FOR EACH ROW',
    'The ledger is append-only: undo a change by another entry.',
  ],
  [
    'algo_activations',
    'no_truncate',
    'BEFORE TRUNCATE ON algo_activations FOR EACH STATEMENT',
    'The ledger is append-only.',
  ],
  // Erasing a person sets user_id and session_id to NULL: the only change that a run that has ended allows.
  [
    'algo_runs',
    'keep_identity',
    `BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN (
       (OLD.id, OLD.algo_version_id, OLD.params_id, OLD.trigger, OLD.started_at, OLD.input_summary_json)
       IS DISTINCT FROM (NEW.id, NEW.algo_version_id, NEW.params_id, NEW.trigger, NEW.started_at, NEW.input_summary_json)
       OR (NEW.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id)
       OR (NEW.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id))`,
    'What a run was started with never changes; user_id and session_id can only become NULL.',
  ],
  [
    'algo_runs',
    'keep_outcome',
    `BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN (
       OLD.status <> 'RUNNING'
       AND (OLD.status, OLD.completed_at, OLD.output_summary_json, OLD.error_message, OLD.error_code, OLD.lease_expires_at)
       IS DISTINCT FROM (NEW.status, NEW.completed_at, NEW.output_summary_json, NEW.error_message, NEW.error_code, NEW.lease_expires_at))`,
    'A run ends once.',
  ],
  ['algo_runs', 'no_delete', 'BEFORE DELETE ON algo_runs FOR EACH ROW', 'The record of runs is kept.'],
  ['algo_runs', 'no_truncate', 'BEFORE TRUNCATE ON algo_runs FOR EACH STATEMENT', 'The record of runs is kept.'],
];

/** In the order in which a start of a run takes them: in another one the two would wait for each other. */
const TABLES = 'algo_runs, algo_versions, algo_params, algo_activations';

/**
 * Triggers that refuse to change records. Their conditions are in WHEN clauses, so that starting and ending a
 * run calls no function.
 */
export class GuardHistory1795000000006 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`LOCK TABLE ${TABLES} IN SHARE ROW EXCLUSIVE MODE`);
    await queryRunner.query(`
      CREATE FUNCTION algo_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% of % refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
          USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
      END $$`);
    for (const [table, name, timing, remedy] of GUARDS) {
      await queryRunner.query(`CREATE TRIGGER ${table}_${name} ${timing} EXECUTE FUNCTION algo_refuse('${remedy}')`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`LOCK TABLE ${TABLES} IN ACCESS EXCLUSIVE MODE`);
    for (const [table, name] of GUARDS) await queryRunner.query(`DROP TRIGGER ${table}_${name} ON ${table}`);
    await queryRunner.query('DROP FUNCTION algo_refuse()');
  }
}
