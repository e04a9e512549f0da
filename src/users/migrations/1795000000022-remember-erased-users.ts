import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** erased_users: deleting a user leaves the id here, so that a token that is still valid does not bring the user back. */
export class RememberErasedUsers1795000000022 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE erased_users (
        id uuid NOT NULL,
        erased_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT pk_erased_users PRIMARY KEY (id)
      )`);
    await queryRunner.query(`
      CREATE FUNCTION users_remember_erased() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO erased_users (id) VALUES (OLD.id) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`);
    // Unless it is named, the schema of temporary tables comes first.
    await queryRunner.query(`
      DO $$ BEGIN EXECUTE format('ALTER FUNCTION users_remember_erased() SET search_path = %I, pg_temp', current_schema()); END $$`);
    await queryRunner.query('REVOKE EXECUTE ON FUNCTION users_remember_erased() FROM PUBLIC');
    await queryRunner.query(`
      CREATE TRIGGER users_remember_erased AFTER DELETE ON users
      FOR EACH ROW EXECUTE FUNCTION users_remember_erased()`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const erased = (await queryRunner.query('SELECT id FROM erased_users LIMIT 1')) as unknown[];
    if (erased.length > 0) {
      throw new Error(
        'erased_users is not empty: reverting would let erased users come back. Keep this migration, or archive and empty the table first.',
      );
    }
    await queryRunner.query('DROP TRIGGER users_remember_erased ON users');
    await queryRunner.query('DROP FUNCTION users_remember_erased()');
    await queryRunner.query('DROP TABLE erased_users');
  }
}
