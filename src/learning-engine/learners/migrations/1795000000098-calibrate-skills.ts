import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** skill_difficulties: how difficult skills are, beside the items of a calibration. */
const DIFFICULTIES = `
  CREATE TABLE skill_difficulties (
    calibration_id uuid NOT NULL,
    skill_id text COLLATE "C" NOT NULL,
    difficulty float8 NOT NULL,
    answers bigint NULL,
    CONSTRAINT pk_skill_difficulties PRIMARY KEY (calibration_id, skill_id),
    CONSTRAINT fk_skill_difficulties_calibration FOREIGN KEY (calibration_id) REFERENCES item_calibrations (id),
    CONSTRAINT ck_skill_difficulties_skill CHECK (octet_length(skill_id) BETWEEN 1 AND 800),
    CONSTRAINT ck_skill_difficulties_numbers CHECK (
      difficulty BETWEEN -10 AND 10 AND answers BETWEEN 0 AND 9007199254740991)
  )`;

const REMEDY = 'A calibration never changes: create another one, and adopt it.';

/** A calibration says of skills, too, how difficult they are. Those from before say it of none, and keep their digests. */
export class CalibrateSkills1795000000098 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DIFFICULTIES);
    await queryRunner.query(`
      CREATE TRIGGER skill_difficulties_append_only BEFORE UPDATE OR DELETE ON skill_difficulties
      FOR EACH ROW EXECUTE FUNCTION learners_refuse('skill_difficulties', '${REMEDY}')`);
    await queryRunner.query(`
      CREATE TRIGGER skill_difficulties_no_truncate BEFORE TRUNCATE ON skill_difficulties
      FOR EACH STATEMENT EXECUTE FUNCTION learners_refuse('skill_difficulties', '${REMEDY}')`);
    await queryRunner.query(`
      ALTER TABLE item_calibrations ADD skills integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT ck_item_calibrations_skills CHECK (skills BETWEEN 0 AND 100000)`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [{ kept }] = (await queryRunner.query('SELECT EXISTS (SELECT FROM skill_difficulties) AS kept')) as [
      { kept: boolean },
    ];
    if (kept) {
      throw new Error(
        'skill_difficulties holds what decided the numbers of states: reverting would destroy it. Keep this migration, or restore a backup from before it.',
      );
    }
    await queryRunner.query('ALTER TABLE item_calibrations DROP skills');
    await queryRunner.query('DROP TABLE skill_difficulties');
  }
}
