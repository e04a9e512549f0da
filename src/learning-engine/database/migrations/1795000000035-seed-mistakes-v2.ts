import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { seedAlgorithmVersion, unseedAlgorithmVersion } from './seed-algorithm-version.js';

const VERSION = {
  key: 'mistakes',
  version: 'v2',
  description: 'Common mistakes algorithm v2 - association of mistakes given ability',
  params: {
    min_frequency: 3,
    lookback_days: 90,
    interval_z: 1.959963984540054,
    min_lift: 1.2,
    fdr: 0.05,
    max_patterns: 100,
  },
};

/** Registers mistakes v2, EXPERIMENTAL: ready to be tried and activated. */
export class SeedMistakesV21795000000035 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedAlgorithmVersion(queryRunner, VERSION);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await unseedAlgorithmVersion(queryRunner, VERSION);
  }
}
