import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { seedAlgorithmVersion, unseedAlgorithmVersion } from './seed-algorithm-version.js';

const VERSION = {
  key: 'difficulty',
  version: 'v2',
  description: 'Difficulty assessment algorithm v2 - two-parameter model by marginal maximum likelihood',
  params: {
    own_discrimination_from: 200,
    discrimination_prior: 0.5,
    difficulty_prior: 2,
    min_attempts: 30,
    fdr: 0.05,
  },
};

/** Registers difficulty v2, EXPERIMENTAL: ready to be tried and activated. */
export class SeedDifficultyV21795000000047 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedAlgorithmVersion(queryRunner, VERSION);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await unseedAlgorithmVersion(queryRunner, VERSION);
  }
}
