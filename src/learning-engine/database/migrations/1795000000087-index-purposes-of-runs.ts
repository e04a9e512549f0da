import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { indexBeside } from './index-beside.js';
import { judgeNow } from './judge-now.js';
import { outsideTransaction } from './outside-transaction.js';

const BOUNDS = {
  ck_algo_runs_purpose: "purpose IN ('live', 'shadow', 'verify')",
  ck_algo_runs_parent: "(purpose = 'live') = (parent_run_id IS NULL)",
};

const INDEX = 'ix_algo_runs_aside';
const ASIDE = "(started_at, id) WHERE purpose <> 'live'";

/**
 * Every existing row keeps the bounds of the migration before this one, and the few runs of other purposes are found without walking
 * all others. Without statistics of the new column PostgreSQL would take live runs for rare ones, and sort where it can walk an
 * index. Runs go on meanwhile.
 */
export class IndexPurposesOfRuns1795000000087 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    for (const name of Object.keys(BOUNDS)) {
      await queryRunner.query(`ALTER TABLE algo_runs VALIDATE CONSTRAINT ${name}`);
    }
    await queryRunner.query('ANALYZE algo_runs (purpose)');
    const runs = (await queryRunner.query('SELECT FROM algo_runs LIMIT 1')) as unknown[];
    if (runs.length === 0) await queryRunner.query(`CREATE INDEX ${INDEX} ON algo_runs ${ASIDE}`);
    else await outsideTransaction(queryRunner, () => indexBeside(queryRunner, 'algo_runs', INDEX, ASIDE));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DROP INDEX ${INDEX}`);
    for (const [name, condition] of Object.entries(BOUNDS)) {
      await queryRunner.query(`
        ALTER TABLE algo_runs DROP CONSTRAINT ${name},
          ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID`);
    }
  }
}
