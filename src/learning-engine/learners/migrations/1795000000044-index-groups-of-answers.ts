import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The answers of a group are found. Answers without groups cost nothing. */
export class IndexGroupsOfAnswers1795000000044 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      "CREATE INDEX ix_learner_answers_groups ON learner_answers USING gin (group_ids) WHERE group_ids <> '{}'",
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ix_learner_answers_groups');
  }
}
