import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { BOUNDS } from './1795000000014-bound-what-is-served.js';
import { judgeNow } from './judge-now.js';

/** Every row that is there keeps the bounds of the migration before this one. Runs go on being written meanwhile. */
export class ValidateWhatIsServed1795000000015 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    for (const { table, name } of BOUNDS) {
      await queryRunner.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    for (const { table, name, condition } of BOUNDS) {
      await queryRunner.query(
        `ALTER TABLE ${table} DROP CONSTRAINT ${name}, ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID`,
      );
    }
  }
}
