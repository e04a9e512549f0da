import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Checksums: SHA-256 of the RFC 8785 canonical form of `params`. */
const SEEDS = [
  {
    key: 'mastery',
    description: 'Mastery tracking algorithm v0 - tracks student understanding levels',
    params: { threshold: 0.7, decay_factor: 0.95, min_attempts: 5 },
    checksum: '49703be0cae254f971e237dc79a24107e3ba2f9fa8b62ffdf71dc6114b14e5e8',
  },
  {
    key: 'revision',
    description: 'Revision scheduling algorithm v0 - spaced repetition scheduling',
    params: { intervals: [1, 3, 7, 14, 30], ease_factor: 2.5 },
    checksum: '4f3defa1d2ee0bf271f6de96cf91c0431286c5fd5fdad224bd4b4f68b001e4d4',
  },
  {
    key: 'difficulty',
    description: 'Difficulty assessment algorithm v0 - estimates question difficulty',
    params: { window_size: 100, min_attempts: 10 },
    checksum: '1a2c3a23c1a52c33c1314e172a94edb23b5e1490911536b54797028adad25573',
  },
  {
    key: 'adaptive',
    description: 'Adaptive selection algorithm v0 - selects optimal questions for learning',
    params: { exploration_rate: 0.2, target_accuracy: 0.75 },
    checksum: '5622a861c92e7e24f242c9a8126a063a8e67cb425884c4bdbcb825a74fc7b8c9',
  },
  {
    key: 'mistakes',
    description: 'Common mistakes algorithm v0 - identifies common error patterns',
    params: { min_frequency: 3, lookback_days: 90 },
    checksum: 'd90644c75071445fe8bc21d5f696d4626098eba4b00206e7ab343d777fe9c9dc',
  },
];

/** v0 of the five algorithms, active, each with its default parameters. */
export class SeedV0Algorithms1795000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const seed of SEEDS) {
      await queryRunner.query(
        `WITH version AS (
           INSERT INTO algo_versions (algo_key, version, status, description)
           VALUES ($1, 'v0', 'ACTIVE', $2) RETURNING id
         )
         INSERT INTO algo_params (algo_version_id, params_json, checksum, is_active)
         SELECT id, $3, $4, true FROM version`,
        [seed.key, seed.description, seed.params, seed.checksum],
      );
    }
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
