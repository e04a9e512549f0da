import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The answers that were recorded in a window are found. They are stored in the order of time, so that summaries of blocks tell where
 * to look, and a new answer costs next to nothing.
 */
export class IndexRecordedAnswers1795000000072 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'CREATE INDEX ix_learner_answers_recorded ON learner_answers USING brin (recorded_at) WITH (pages_per_range = 32, autosummarize = on)',
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ix_learner_answers_recorded');
  }
}
