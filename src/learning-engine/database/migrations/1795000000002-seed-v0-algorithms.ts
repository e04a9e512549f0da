import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { registerVersion } from './seed-algorithm-version.js';

const SEEDS = [
  {
    key: 'mastery',
    description: 'Mastery tracking algorithm v0 - tracks student understanding levels',
    params: { threshold: 0.7, decay_factor: 0.95, min_attempts: 5 },
  },
  {
    key: 'revision',
    description: 'Revision scheduling algorithm v0 - spaced repetition scheduling',
    params: { intervals: [1, 3, 7, 14, 30], ease_factor: 2.5 },
  },
  {
    key: 'difficulty',
    description: 'Difficulty assessment algorithm v0 - estimates question difficulty',
    params: { window_size: 100, min_attempts: 10 },
  },
  {
    key: 'adaptive',
    description: 'Adaptive selection algorithm v0 - selects optimal questions for learning',
    params: { exploration_rate: 0.2, target_accuracy: 0.75 },
  },
  {
    key: 'mistakes',
    description: 'Common mistakes algorithm v0 - identifies common error patterns',
    params: { min_frequency: 3, lookback_days: 90 },
  },
];

/** v0 of the five algorithms, active, each with its default parameters. */
export class SeedV0Algorithms1795000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const seed of SEEDS) await registerVersion(queryRunner, { ...seed, version: 'v0' }, 'ACTIVE');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const runs = (await queryRunner.query('SELECT id FROM algo_runs LIMIT 1')) as unknown[];
    if (runs.length > 0) {
      throw new Error(
        'algo_runs is not empty: reverting would destroy the record of runs. Keep this migration, or archive the runs and empty the table first.',
      );
    }
    await queryRunner.query("DELETE FROM algo_versions WHERE version = 'v0' AND algo_key = ANY($1)", [
      SEEDS.map((seed) => seed.key),
    ]);
  }
}
