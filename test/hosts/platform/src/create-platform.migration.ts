import { type MigrationInterface, type QueryRunner } from 'typeorm';

export class CreatePlatform1800000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(`
      CREATE TABLE questions (id text PRIMARY KEY, skill text NOT NULL, text text NOT NULL, options int NOT NULL, key int NOT NULL);
      CREATE TABLE attempts (
        id uuid PRIMARY KEY,
        learner_id uuid NOT NULL,
        question_id text NOT NULL REFERENCES questions (id),
        option int NOT NULL CHECK (option >= 1),
        at timestamptz NOT NULL
      );
      CREATE INDEX idx_attempts_learner_id ON attempts (learner_id);
      INSERT INTO questions (id, skill, text, options, key)
      SELECT skill || '-' || n, skill, 'Question ' || n || ' about ' || skill, 4, 1 + n % 4
      FROM unnest(ARRAY['fractions', 'percent', 'geometry']) AS skill, generate_series(1, 4) AS n`);
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE attempts, questions');
  }
}
