import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { seedAlgorithmVersion, unseedAlgorithmVersion } from './seed-algorithm-version.js';

const SEEDS = [
  {
    key: 'mastery',
    description: 'Mastery tracking algorithm v1 - Bayesian Knowledge Tracing',
    params: {
      p_init: 0.25,
      p_transit: 0.1,
      p_slip: 0.1,
      p_guess: 0.2,
      p_forget: 0,
      mastery_threshold: 0.95,
      min_attempts: 5,
      clamp: 1e-9,
    },
  },
  {
    key: 'revision',
    description: 'Revision scheduling algorithm v1 - FSRS-6',
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
    },
  },
  {
    key: 'difficulty',
    description: 'Difficulty assessment algorithm v1 - Elo with an uncertainty function',
    params: {
      alpha_learner: 1,
      alpha_item: 1,
      beta_learner: 0.05,
      beta_item: 0.05,
      item_updates_on_first_attempt_only: true,
      min_attempts: 10,
      window_size: 100,
      b_clamp: 6,
    },
  },
  {
    key: 'adaptive',
    description: 'Adaptive selection algorithm v1 - target success with seeded exploration',
    params: {
      target_accuracy: 0.75,
      exploration_rate: 0.2,
      exploration_band: 0.25,
      weight_probability: 10,
      weight_recency: 5,
      weight_count: 5,
      weight_weakness: 0,
      weight_due: 0,
      recency_max_seconds: 120,
      max_per_concept: null,
      exclude_seen_within_hours: 0,
    },
  },
  {
    key: 'mistakes',
    description: 'Common mistakes algorithm v1 - distractor analysis and association of mistakes',
    params: {
      min_frequency: 3,
      lookback_days: 90,
      wilson_z: 1.959963984540054,
      min_lift: 1.2,
      fdr: 0.05,
      suspect_key_correlation: 0.1,
      max_patterns: 100,
    },
  },
];

/** v1 of the five algorithms, EXPERIMENTAL, each with its default parameters: ready to be tried and activated. */
export class SeedV1Algorithms1795000000008 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const seed of SEEDS) await seedAlgorithmVersion(queryRunner, { ...seed, version: 'v1' });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { key } of SEEDS) await unseedAlgorithmVersion(queryRunner, { key, version: 'v1' });
  }
}
