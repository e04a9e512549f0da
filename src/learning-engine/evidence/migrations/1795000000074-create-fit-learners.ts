import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { erasePerson } from '../../learners/migrations/1795000000058-merge-learners.js';

/**
 * fit_learners: the learners by whose answers a job fits something, as of the moment at which it began, with what it takes of their
 * answers. Emptied when the job ends.
 */
const FIT_LEARNERS = `
  CREATE TABLE fit_learners (
    job_id uuid NOT NULL,
    learner_id uuid NOT NULL,
    through_seq bigint NOT NULL,
    accounts jsonb NULL,
    answers integer NULL,
    taken jsonb NULL,
    CONSTRAINT pk_fit_learners PRIMARY KEY (job_id, learner_id),
    CONSTRAINT fk_fit_learners_job FOREIGN KEY (job_id) REFERENCES job_runs (id),
    CONSTRAINT ck_fit_learners_accounts CHECK (jsonb_typeof(accounts) = 'array'),
    CONSTRAINT ck_fit_learners_taken CHECK ((answers IS NULL) = (taken IS NULL) AND answers >= 0)
  )`;

const ERASED = ['selections', 'external_ids', 'import_answers'];

export class CreateFitLearners1795000000074 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(FIT_LEARNERS);
    await queryRunner.query('CREATE INDEX ix_fit_learners_learner ON fit_learners (learner_id)');
    await erasePerson(queryRunner, [...ERASED, 'fit_learners']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await erasePerson(queryRunner, ERASED);
    await queryRunner.query('DROP TABLE fit_learners');
  }
}
