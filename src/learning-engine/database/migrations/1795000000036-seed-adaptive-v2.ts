import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { seedAlgorithmVersion, unseedAlgorithmVersion } from './seed-algorithm-version.js';

const VERSION = {
  key: 'adaptive',
  version: 'v2',
  description: 'Adaptive selection algorithm v2 - practice at a target success, and measurement',
  params: {
    target_accuracy: 0.75,
    exploration_rate: 0.2,
    exploration_band: 0.25,
    weight_probability: 10,
    weight_recency: 5,
    weight_count: 5,
    weight_weakness: 0,
    weight_due: 0,
    recency_max_seconds: 604800,
    max_per_concept: null,
    exclude_seen_within_hours: 0,
    among_best: 5,
    max_exposure: 0.33,
    stop_se: 0.3,
    most_answers: 40,
  },
};

/** Registers adaptive v2, EXPERIMENTAL: ready to be tried and activated. */
export class SeedAdaptiveV21795000000036 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedAlgorithmVersion(queryRunner, VERSION);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await unseedAlgorithmVersion(queryRunner, VERSION);
  }
}
