import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The text is stored as it stands here: without the lock, it is that of the migration that made the function. */
const replace = (lock: string) => `
      CREATE OR REPLACE FUNCTION learners_erase_user() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
${lock}        DELETE FROM users WHERE id = NEW.id;
        INSERT INTO erased_users (id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
        RETURN NULL;
      END $$`;

/** One lock for each 256th of the users: that of all who are erased in one transaction must fit in the server's table of locks. */
const LOCK = `\
        PERFORM pg_advisory_xact_lock(
          hashtextextended('learning:' || quote_ident(current_schema()) || ':users:' || right(NEW.id::text, 2), 0));
`;

/** Who is stored as a user at the first use waits for an erasure of that user that has not ended yet, and sees it then. */
export class AdmitAfterErasures1795000000080 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await replaceFunction(queryRunner, LOCK);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await replaceFunction(queryRunner, '');
  }
}

async function replaceFunction(queryRunner: QueryRunner, first: string): Promise<void> {
  await queryRunner.query(replace(first));
  // What is replaced loses its settings. Unless it is named, the schema of temporary tables comes first.
  await queryRunner.query(`
    DO $$ BEGIN EXECUTE format('ALTER FUNCTION learners_erase_user() SET search_path = %I, pg_temp', current_schema()); END $$`);
}
