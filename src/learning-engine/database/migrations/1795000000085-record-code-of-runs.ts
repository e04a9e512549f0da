import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A run says by which state of its version's code it was computed: null for one that was computed before, or whose version declares none. */
export class RecordCodeOfRuns1795000000085 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE algo_runs ADD code_digest varchar(200) NULL');
    await queryRunner.query(`
      CREATE TRIGGER algo_runs_keep_code_digest BEFORE UPDATE ON algo_runs FOR EACH ROW
      WHEN (OLD.code_digest IS DISTINCT FROM NEW.code_digest)
      EXECUTE FUNCTION algo_refuse('What a run was started with never changes.')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER algo_runs_keep_code_digest ON algo_runs');
    await queryRunner.query('ALTER TABLE algo_runs DROP code_digest');
  }
}
