import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { seedAlgorithmVersion, unseedAlgorithmVersion } from './seed-algorithm-version.js';

const VERSION = {
  key: 'mastery',
  version: 'v2',
  description: 'Mastery tracking algorithm v2 - logistic model of difficulty, ability and recency',
  params: {
    ...{ w0: 0.203, w1: 0.594, w2: 0.206, w3: 0.535, w4: 0.971, w5: 0.062, w6: 0.602, w7: 0.035 },
    skill_decay: 0.75,
    learner_decay: 0.9,
    prior_variance: 1,
    drift: 0.01,
    mastery_threshold: 0.8,
    confidence_z: 1.645,
    rapid_share: 0.1,
  },
};

/** Registers mastery v2, EXPERIMENTAL: ready to be tried and activated. */
export class SeedMasteryV21795000000038 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedAlgorithmVersion(queryRunner, VERSION);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await unseedAlgorithmVersion(queryRunner, VERSION);
  }
}
