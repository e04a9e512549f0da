import { type MigrationInterface, type QueryRunner } from 'typeorm';

const guard = (columns: readonly string[]) => {
  const row = (name: string) => columns.map((column) => `${name}.${column}`).join(', ');
  return `CREATE TRIGGER algo_runs_keep_identity BEFORE UPDATE ON algo_runs FOR EACH ROW WHEN (
      (${row('OLD')}) IS DISTINCT FROM (${row('NEW')})
      OR (NEW.user_id IS NOT NULL AND NEW.user_id IS DISTINCT FROM OLD.user_id)
      OR (NEW.session_id IS NOT NULL AND NEW.session_id IS DISTINCT FROM OLD.session_id))
    EXECUTE FUNCTION algo_refuse('What a run was started with never changes; user_id and session_id can only become NULL.')`;
};
const BEFORE = ['id', 'algo_version_id', 'params_id', 'trigger', 'started_at', 'input_summary_json'];

/** A run says whether its version was the active one or named by the caller, and with which runtime it was computed. */
export class DescribeRuns1795000000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE algo_runs ADD version_named boolean NOT NULL DEFAULT false, ADD runtime varchar',
    );
    await queryRunner.query('DROP TRIGGER algo_runs_keep_identity ON algo_runs');
    await queryRunner.query(guard([...BEFORE, 'version_named', 'runtime']));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER algo_runs_keep_identity ON algo_runs');
    await queryRunner.query(guard(BEFORE));
    await queryRunner.query('ALTER TABLE algo_runs DROP runtime, DROP version_named');
  }
}
