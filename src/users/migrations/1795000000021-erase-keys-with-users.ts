import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** An idempotency key goes with the user who sent it, and with the learner of whom its answer tells. */
export class EraseKeysWithUsers1795000000021 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE idempotency_keys
        ADD CONSTRAINT fk_idempotency_keys_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
        ADD CONSTRAINT fk_idempotency_keys_learner FOREIGN KEY (learner_id) REFERENCES users (id) ON DELETE CASCADE`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE idempotency_keys
        DROP CONSTRAINT fk_idempotency_keys_learner, DROP CONSTRAINT fk_idempotency_keys_user`);
  }
}
