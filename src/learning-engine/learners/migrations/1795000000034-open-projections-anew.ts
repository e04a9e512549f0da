import { type MigrationInterface, type QueryRunner } from 'typeorm';

const IDENTITY = 'algo_version_id, params_id, calibration_id, skill_map_id, fold_revision';
const RETIRED = "SELECT id FROM projections WHERE status = 'RETIRED'";

/**
 * A projection that is RETIRED stays so, and the same identity may be opened anew: what is left of the old one is removed in the
 * background, and cannot be taken for states of the new one.
 */
export class OpenProjectionsAnew1795000000034 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE projections DROP CONSTRAINT uq_projections_identity');
    await queryRunner.query(`
      CREATE UNIQUE INDEX ux_projections_identity ON projections (${IDENTITY}) NULLS NOT DISTINCT WHERE status <> 'RETIRED'`);
    await queryRunner.query(`
      CREATE TRIGGER projections_stay_retired BEFORE UPDATE ON projections FOR EACH ROW
      WHEN (OLD.status = 'RETIRED' AND NEW.status <> 'RETIRED')
      EXECUTE FUNCTION learners_refuse('projections', 'A projection that is RETIRED stays so: open another one.')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['learner_states', 'learner_positions']) {
      await queryRunner.query(`DELETE FROM ${table} WHERE projection_id IN (${RETIRED})`);
    }
    await queryRunner.query(`DELETE FROM projections WHERE id IN (${RETIRED})`);
    await queryRunner.query('DROP TRIGGER projections_stay_retired ON projections');
    await queryRunner.query('DROP INDEX ux_projections_identity');
    await queryRunner.query(`
      ALTER TABLE projections ADD CONSTRAINT uq_projections_identity UNIQUE NULLS NOT DISTINCT (${IDENTITY})`);
  }
}
