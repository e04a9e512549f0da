import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** users and test_sessions, and what runs refer to in them. */
export class CreatePlatformTables1795000000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE users (
        id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_users PRIMARY KEY (id)
      )`);
    await queryRunner.query(`
      CREATE TABLE test_sessions (
        id uuid NOT NULL,
        user_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_test_sessions PRIMARY KEY (id),
        CONSTRAINT fk_test_sessions_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
      )`);
    await queryRunner.query('CREATE INDEX ix_test_sessions_user ON test_sessions (user_id)');
    await queryRunner.query(`
      ALTER TABLE algo_runs
        ADD CONSTRAINT fk_algo_runs_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL,
        ADD CONSTRAINT fk_algo_runs_session FOREIGN KEY (session_id) REFERENCES test_sessions (id) ON DELETE SET NULL`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'ALTER TABLE algo_runs DROP CONSTRAINT fk_algo_runs_session, DROP CONSTRAINT fk_algo_runs_user',
    );
    await queryRunner.query('DROP TABLE test_sessions');
    await queryRunner.query('DROP TABLE users');
  }
}
