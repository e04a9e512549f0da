import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The pin of a session goes with it, as when its user is erased. */
export class EndPinsWithSessions1795000000064 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE session_pins ADD CONSTRAINT fk_session_pins_session FOREIGN KEY (session_id)
        REFERENCES test_sessions (id) ON DELETE CASCADE`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE session_pins DROP CONSTRAINT fk_session_pins_session');
  }
}
