import { type MigrationInterface, type QueryRunner } from 'typeorm';

const NAMING = ['algo_lock_key', 'algo_append_entry'];

/**
 * The lock of a key, and that which marks a transaction with an entry, have the same name whatever the caller sets. Every role
 * may set quote_all_identifiers, by which quote_ident() gives another text: with it, changes of a key did not wait
 * for each other, and a transaction could have two entries of one key.
 */
export class NameLocksAlike1795000000023 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const name of NAMING) await queryRunner.query(`ALTER FUNCTION ${name}() SET quote_all_identifiers = off`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of NAMING) await queryRunner.query(`ALTER FUNCTION ${name}() RESET quote_all_identifiers`);
  }
}
