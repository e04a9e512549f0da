import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Decisions of a learner are found without their answers. */
export class FindDecisions1795000000033 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      "CREATE INDEX ix_learner_answers_decisions ON learner_answers (learner_id, seq) WHERE kind = 'decision'",
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX ix_learner_answers_decisions');
  }
}
