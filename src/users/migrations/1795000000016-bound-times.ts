import { type MigrationInterface, type QueryRunner } from 'typeorm';

const TABLES = ['users', 'test_sessions'];

/** From 1970 to 9999, and not infinity: what JSON and every reader of it can tell. */
export class BoundTimes1795000000016 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await queryRunner.query(`
        ALTER TABLE ${table} ADD CONSTRAINT ck_${table}_finite_times
          CHECK (extract(epoch FROM created_at) BETWEEN 0 AND 253402300799) NOT VALID`);
      await queryRunner.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ck_${table}_finite_times`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await queryRunner.query(`ALTER TABLE ${table} DROP CONSTRAINT ck_${table}_finite_times`);
  }
}
