import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A user is erased with the learner of the same id, whichever of the two is erased: by DELETE from users, or by erase_learner. */
export class EraseUsersWithLearners1795000000045 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Both run in what erases, with its rights: as the owner of the tables. Which comes first does not matter: each ends the other.
    await queryRunner.query(`
      CREATE FUNCTION users_erase_learner() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM erase_learner(OLD.id);
        RETURN NULL;
      END $$`);
    await queryRunner.query(`
      CREATE FUNCTION learners_erase_user() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM users WHERE id = NEW.id;
        INSERT INTO erased_users (id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`);
    for (const name of ['users_erase_learner', 'learners_erase_user']) {
      // Unless it is named, the schema of temporary tables comes first.
      await queryRunner.query(`
        DO $$ BEGIN EXECUTE format('ALTER FUNCTION ${name}() SET search_path = %I, pg_temp', current_schema()); END $$`);
      await queryRunner.query(`REVOKE EXECUTE ON FUNCTION ${name}() FROM PUBLIC`);
    }
    await queryRunner.query(`
      CREATE TRIGGER users_erase_learner AFTER DELETE ON users
      FOR EACH ROW EXECUTE FUNCTION users_erase_learner()`);
    await queryRunner.query(`
      CREATE TRIGGER learners_erase_user AFTER INSERT OR UPDATE ON learners
      FOR EACH ROW WHEN (NEW.erased_at IS NOT NULL) EXECUTE FUNCTION learners_erase_user()`);
    await queryRunner.query('SELECT erase_learner(id) FROM erased_users');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER learners_erase_user ON learners');
    await queryRunner.query('DROP TRIGGER users_erase_learner ON users');
    await queryRunner.query('DROP FUNCTION learners_erase_user()');
    await queryRunner.query('DROP FUNCTION users_erase_learner()');
  }
}
