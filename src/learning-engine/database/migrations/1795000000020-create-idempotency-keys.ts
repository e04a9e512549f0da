import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** idempotency_keys: what was answered to requests that named themselves, so that their repetition has no second effect. */
export class CreateIdempotencyKeys1795000000020 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE idempotency_keys (
        scope varchar(63) NOT NULL,
        user_id uuid NOT NULL,
        learner_id uuid NULL,
        route varchar(400) NOT NULL,
        key varchar(255) NOT NULL,
        body_sha256 varchar(64) NOT NULL,
        claim_id uuid NOT NULL,
        run_id uuid NULL,
        status smallint NULL,
        response text NULL,
        lease_until timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT pk_idempotency_keys PRIMARY KEY (scope, user_id, route, key),
        CONSTRAINT ck_idempotency_keys_answer CHECK ((status IS NULL) = (response IS NULL)),
        CONSTRAINT ck_idempotency_keys_status CHECK (status BETWEEN 200 AND 499),
        CONSTRAINT ck_idempotency_keys_times CHECK (isfinite(lease_until) AND isfinite(expires_at))
      )`);
    await queryRunner.query('CREATE INDEX ix_idempotency_keys_expires ON idempotency_keys (expires_at)');
    await queryRunner.query('CREATE INDEX ix_idempotency_keys_user ON idempotency_keys (user_id)');
    await queryRunner.query('CREATE INDEX ix_idempotency_keys_learner ON idempotency_keys (learner_id)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE idempotency_keys');
  }
}
