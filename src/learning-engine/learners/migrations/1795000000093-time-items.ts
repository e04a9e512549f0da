import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** A calibration says of items, too, how long an answer usually takes. Those from before say it of none, and keep their digests. */
export class TimeItems1795000000093 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE item_difficulties ADD usual_duration_ms bigint NULL, ADD durations bigint NULL,
        ADD CONSTRAINT ck_item_difficulties_durations CHECK (
          usual_duration_ms BETWEEN 0 AND 9007199254740991 AND durations BETWEEN 0 AND 9007199254740991
          AND (durations IS NULL OR usual_duration_ms IS NOT NULL))`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [{ kept }] = (await queryRunner.query(
      'SELECT EXISTS (SELECT FROM item_difficulties WHERE usual_duration_ms IS NOT NULL) AS kept',
    )) as [{ kept: boolean }];
    if (kept) {
      throw new Error(
        'item_difficulties holds durations that decided the numbers of states: reverting would destroy them. Keep this migration, or restore a backup from before it.',
      );
    }
    await queryRunner.query('ALTER TABLE item_difficulties DROP usual_duration_ms, DROP durations');
  }
}
