import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, short } from '../entities/bounds.js';
import { judgeNow } from './judge-now.js';

/** No foreign keys: a note is written with the end of a run, and must not wait for anything. */
const TABLE = `
  CREATE TABLE run_failures (
    id bigint GENERATED ALWAYS AS IDENTITY,
    algo_version_id uuid NOT NULL,
    error_code varchar NULL,
    started_at timestamptz NOT NULL,
    failed_at timestamptz NOT NULL,
    CONSTRAINT pk_run_failures PRIMARY KEY (id),
    CONSTRAINT ck_run_failures_code CHECK (${short({ error_code: 256 })}),
    CONSTRAINT ck_run_failures_times CHECK (${datable('started_at', 'failed_at')})
  )`;

/** Rights of the owner: a release before this table ends runs, too, and may not write notes. */
const noteFailure = (schema: string) => `
  CREATE FUNCTION algo_note_failure() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    INSERT INTO ${schema}.run_failures (algo_version_id, error_code, started_at, failed_at)
    VALUES (NEW.algo_version_id, NEW.error_code, NEW.started_at, NEW.completed_at);
    RETURN NULL;
  END $$`;

const FAILED_LIVE = "NEW.status = 'FAILED' AND NEW.purpose = 'live'";

/** The run of a fold is written once, when it has ended. */
const TRIGGERS = [
  `CREATE TRIGGER algo_runs_note_failure AFTER UPDATE ON algo_runs FOR EACH ROW
   WHEN (OLD.status = 'RUNNING' AND ${FAILED_LIVE}) EXECUTE FUNCTION algo_note_failure()`,
  `CREATE TRIGGER algo_runs_note_failed_start AFTER INSERT ON algo_runs FOR EACH ROW
   WHEN (${FAILED_LIVE}) EXECUTE FUNCTION algo_note_failure()`,
];

/**
 * run_failures: live runs that failed and of which no event tells yet. A note is written in the transaction in which the run ends,
 * regardless of the writer, and is removed in that of the event: none is told twice, and none is missed.
 */
export class NoteFailedRuns1795000000092 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    await judgeNow(queryRunner);
    await queryRunner.query(TABLE);
    await queryRunner.query(noteFailure(schema));
    await queryRunner.query('REVOKE EXECUTE ON FUNCTION algo_note_failure() FROM PUBLIC');
    for (const trigger of TRIGGERS) await queryRunner.query(trigger);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await judgeNow(queryRunner);
    await queryRunner.query('DROP TRIGGER algo_runs_note_failed_start ON algo_runs');
    await queryRunner.query('DROP TRIGGER algo_runs_note_failure ON algo_runs');
    await queryRunner.query('DROP FUNCTION algo_note_failure()');
    await queryRunner.query('DROP TABLE run_failures');
  }
}
