import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { seedAlgorithmVersion, unseedAlgorithmVersion } from './seed-algorithm-version.js';

const VERSION = {
  key: 'revision',
  version: 'v2',
  description: 'Revision scheduling algorithm v2 - FSRS-6 with own weights, and trust learnt from results',
  params: {
    w: [
      0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
      1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
    ],
    request_retention: 0.9,
    maximum_interval: 36500,
    enable_fuzz: false,
    enable_short_term: true,
    learning_steps: ['1m', '10m'],
    relearning_steps: ['10m'],
    own_weights_half: 1000,
    model_prior: 0.9,
    trust_drift: 0.001,
    result_decay: 0.9,
  },
};

/** Registers revision v2, EXPERIMENTAL: ready to be tried and activated. */
export class SeedRevisionV21795000000066 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await seedAlgorithmVersion(queryRunner, VERSION);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await unseedAlgorithmVersion(queryRunner, VERSION);
  }
}
