import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A learner is a user of the service, in whatever way they come: by a request, or by an import of answers. */
export class MakeLearnersUsers1795000000057 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION learners_are_users() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO users (id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`);
    // Unless it is named, the schema of temporary tables comes first.
    await queryRunner.query(`
      DO $$ BEGIN EXECUTE format('ALTER FUNCTION learners_are_users() SET search_path = %I, pg_temp', current_schema()); END $$`);
    await queryRunner.query('REVOKE EXECUTE ON FUNCTION learners_are_users() FROM PUBLIC');
    await queryRunner.query(`
      CREATE TRIGGER learners_are_users AFTER INSERT ON learners
      FOR EACH ROW WHEN (NEW.erased_at IS NULL) EXECUTE FUNCTION learners_are_users()`);
    await queryRunner.query(
      'INSERT INTO users (id) SELECT id FROM learners WHERE erased_at IS NULL ON CONFLICT DO NOTHING',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TRIGGER learners_are_users ON learners');
    await queryRunner.query('DROP FUNCTION learners_are_users()');
  }
}
