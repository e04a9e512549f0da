import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Of what was counted before, by whatever processes. */
const EARLIER = '00000000-0000-0000-0000-000000000000';

/** Each process has a row of its own in `shadow_drops`, and writes its whole sum: so a sum that is sent twice counts once. */
export class CountDropsByProcess1795000000095 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE shadow_drops ADD counter_id uuid NOT NULL DEFAULT '${EARLIER}'`);
    await queryRunner.query(`
      ALTER TABLE shadow_drops ALTER counter_id DROP DEFAULT,
        DROP CONSTRAINT pk_shadow_drops, ADD CONSTRAINT pk_shadow_drops PRIMARY KEY (shadow_id, counter_id)`);
    await guard(queryRunner, 'NEW.shadow_id <> OLD.shadow_id OR NEW.counter_id <> OLD.counter_id');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      WITH removed AS (DELETE FROM shadow_drops WHERE counter_id <> '${EARLIER}' RETURNING shadow_id, dropped),
        sums AS (SELECT shadow_id, sum(dropped)::bigint AS dropped FROM removed GROUP BY shadow_id)
      INSERT INTO shadow_drops AS d (shadow_id, counter_id, dropped) SELECT shadow_id, '${EARLIER}', dropped FROM sums
      ON CONFLICT ON CONSTRAINT pk_shadow_drops DO UPDATE SET dropped = d.dropped + EXCLUDED.dropped`);
    await guard(queryRunner, 'NEW.shadow_id <> OLD.shadow_id');
    await queryRunner.query(`
      ALTER TABLE shadow_drops DROP CONSTRAINT pk_shadow_drops, DROP counter_id, ADD CONSTRAINT pk_shadow_drops PRIMARY KEY (shadow_id)`);
  }
}

async function guard(queryRunner: QueryRunner, isOther: string): Promise<void> {
  await queryRunner.query('DROP TRIGGER shadow_drops_grow ON shadow_drops');
  await queryRunner.query(`
    CREATE TRIGGER shadow_drops_grow BEFORE UPDATE ON shadow_drops FOR EACH ROW
    WHEN (${isOther} OR NEW.dropped < OLD.dropped)
    EXECUTE FUNCTION algo_refuse('What was dropped is only counted on.')`);
}
