import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { type ParamsSeed, seedParams, unseedParams } from './seed-params.js';

const FIRST = {
  alpha_learner: 1,
  alpha_item: 1,
  beta_learner: 0.05,
  beta_item: 0.05,
  item_updates_on_first_attempt_only: true,
  min_attempts: 10,
  window_size: 100,
  b_clamp: 6,
};

const SEED: ParamsSeed = { key: 'difficulty', version: 'v1', params: { ...FIRST, beta_item: 0.2 }, instead: FIRST };

/** A set of difficulty v1 whose standard errors are near the truth: steps of items shrink sooner. It is activated by default. */
export class SeedDifficultyV1Set1795000000046 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedParams(queryRunner, SEED);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await unseedParams(queryRunner, SEED);
  }
}
