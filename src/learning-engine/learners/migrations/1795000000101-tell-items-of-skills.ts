import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A calibration says of skills, too, how difficult their items are. Those from before say it of none, and keep their digests. */
export class TellItemsOfSkills1795000000101 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE skill_difficulties ADD items_difficulty float8 NULL,
        ADD CONSTRAINT ck_skill_difficulties_items CHECK (items_difficulty BETWEEN -10 AND 10)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [{ kept }] = (await queryRunner.query(
      'SELECT EXISTS (SELECT FROM skill_difficulties WHERE items_difficulty IS NOT NULL) AS kept',
    )) as [{ kept: boolean }];
    if (kept) {
      throw new Error(
        'skill_difficulties holds difficulties of items that decided the numbers of states: reverting would destroy them. Keep this migration, or restore a backup from before it.',
      );
    }
    await queryRunner.query('ALTER TABLE skill_difficulties DROP items_difficulty');
  }
}
