import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** The youngest runs that may be removed: the record of what has just happened always stays. */
const YOUNGEST = "interval '30 days'";

/**
 * algo_retire_runs(before, after_id, most) looks at the next runs in the order of their ids and removes those that ended before
 * an instant. It runs as the owner of the tables, so that the service needs no right to delete runs.
 *
 * Ids are UUIDv7 within a day of the start of their run, and a run ends after its start: those of runs that ended before the instant
 * are less than that of a day after it. So the walk ends there, and not at the end of the table.
 */
const retire = (schema: string) => `
  CREATE FUNCTION ${schema}.algo_retire_runs(before timestamptz, after_id uuid, most integer)
  RETURNS TABLE (scanned integer, retired integer, last_id uuid) LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    bound uuid;
  BEGIN
    IF before IS NULL OR before > clock_timestamp() - ${YOUNGEST} THEN
      RAISE EXCEPTION 'Runs of the last 30 days are kept' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    bound := (lpad(to_hex((greatest(extract(epoch FROM before + interval '1 day'), 0) * 1000)::bigint), 12, '0')
      || '70008000000000000000')::uuid;
    PERFORM set_config('learning_engine.retiring', 'on', true);
    RETURN QUERY
      WITH next AS MATERIALIZED (
        SELECT id, status <> 'RUNNING' AND completed_at < before AS is_old FROM ${schema}.algo_runs
        WHERE id > after_id AND id < bound ORDER BY id LIMIT least(most, 5000)
      ), gone AS (
        DELETE FROM ${schema}.algo_runs AS run USING next WHERE run.id = next.id AND next.is_old RETURNING run.id
      )
      SELECT (SELECT count(*)::integer FROM next), (SELECT count(*)::integer FROM gone),
        (SELECT id FROM next ORDER BY id DESC LIMIT 1);
    PERFORM set_config('learning_engine.retiring', 'off', true);
  END $$`;

/** What rejects DELETE on runs lets pass what algo_retire_runs removes: within it, the setting is on and the role is the owner. */
const KEEP = `
  CREATE FUNCTION algo_keep_runs() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF current_setting('learning_engine.retiring', true) = 'on'
      AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
      RETURN OLD;
    END IF;
    RAISE EXCEPTION '% of % refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0]
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
  END $$`;

const trigger = (called: string) => `
  CREATE OR REPLACE TRIGGER algo_runs_no_delete BEFORE DELETE ON algo_runs
  FOR EACH ROW EXECUTE FUNCTION ${called}('The record of runs is kept.')`;

const ARGUMENTS = 'algo_retire_runs(timestamptz, uuid, integer)';

/** Old runs can be removed by a job, in small parts, while the trigger goes on to reject every other DELETE. */
export class RetireOldRuns1795000000027 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    await queryRunner.query(retire(schema));
    await queryRunner.query(KEEP);
    await queryRunner.query(`REVOKE EXECUTE ON FUNCTION ${ARGUMENTS}, algo_keep_runs() FROM PUBLIC`);
    await queryRunner.query(trigger('algo_keep_runs'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(trigger('algo_refuse'));
    await queryRunner.query('DROP FUNCTION algo_keep_runs()');
    await queryRunner.query(`DROP FUNCTION ${ARGUMENTS}`);
  }
}
