import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { datable, servable, short } from '../entities/bounds.js';

const DEFINITION = `
  kind varchar(64) NOT NULL,
  args jsonb NOT NULL,
  cron varchar(200) NOT NULL,
  time_zone varchar(64) NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  catch_up varchar(16) NOT NULL DEFAULT 'once',
  changed_by_user_id uuid NULL,
  reason text NULL,
  revision integer NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp()`;

const DEFINED = ['kind', 'args', 'cron', 'time_zone', 'enabled', 'catch_up', 'changed_by_user_id', 'reason'];

const SCHEDULES = `
  CREATE TABLE job_schedules (
    tenant varchar(63) NOT NULL,
    id varchar(64) COLLATE "C" NOT NULL,
    ${DEFINITION},
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    next_at timestamptz NULL,
    CONSTRAINT pk_job_schedules PRIMARY KEY (tenant, id),
    CONSTRAINT ck_job_schedules_id CHECK (id ~ '^[a-z0-9][a-z0-9._-]*$'),
    CONSTRAINT ck_job_schedules_catch_up CHECK (catch_up IN ('once', 'none')),
    CONSTRAINT ck_job_schedules_next CHECK (enabled = (next_at IS NOT NULL)),
    CONSTRAINT ck_job_schedules_revision CHECK (revision > 0),
    CONSTRAINT ck_job_schedules_args CHECK (jsonb_typeof(args) = 'object' AND ${servable('args')}),
    CONSTRAINT ck_job_schedules_texts CHECK (${short({ reason: 4000 })}),
    CONSTRAINT ck_job_schedules_times CHECK (${datable('created_at', 'changed_at', 'next_at')})
  )`;

const CHANGES = `
  CREATE TABLE job_schedule_changes (
    tenant varchar(63) NOT NULL,
    schedule_id varchar(64) COLLATE "C" NOT NULL,
    ${DEFINITION},
    CONSTRAINT pk_job_schedule_changes PRIMARY KEY (tenant, schedule_id, revision),
    CONSTRAINT fk_job_schedule_changes_schedule FOREIGN KEY (tenant, schedule_id) REFERENCES job_schedules (tenant, id)
  )`;

/** With the rights of the owner: a role that may set schedules can neither leave out nor write their history. */
const record = (schema: string) => `
  CREATE FUNCTION algo_record_schedule() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    IF TG_RELID IS DISTINCT FROM (SELECT s.tableoid FROM ${schema}.job_schedules s LIMIT 1) THEN
      RAISE EXCEPTION 'algo_record_schedule() is for job_schedules alone' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO ${schema}.job_schedule_changes (tenant, schedule_id, revision, changed_at, ${DEFINED.join(', ')})
    VALUES (NEW.tenant, NEW.id, NEW.revision, NEW.changed_at, ${DEFINED.map((column) => `NEW.${column}`).join(', ')});
    RETURN NULL;
  END $$`;

const rowOf = (row: string, columns: readonly string[]) =>
  `(${columns.map((column) => `${row}.${column}`).join(', ')})`;
const changed = (columns: readonly string[]) => `${rowOf('OLD', columns)} IS DISTINCT FROM ${rowOf('NEW', columns)}`;

const KEPT = 'What a schedule was is kept: set it anew.';

const TRIGGERS = [
  `CREATE TRIGGER job_schedules_count_changes BEFORE UPDATE ON job_schedules FOR EACH ROW
   WHEN (NEW.revision <> OLD.revision + CASE WHEN ${changed(DEFINED)} THEN 1 ELSE 0 END
     OR ${changed(['tenant', 'id', 'created_at'])})
   EXECUTE FUNCTION algo_refuse('A change of a schedule has the next revision.')`,
  `CREATE TRIGGER job_schedules_insert_is_recorded AFTER INSERT ON job_schedules
   FOR EACH ROW EXECUTE FUNCTION algo_record_schedule()`,
  `CREATE TRIGGER job_schedules_change_is_recorded AFTER UPDATE ON job_schedules
   FOR EACH ROW WHEN (NEW.revision <> OLD.revision) EXECUTE FUNCTION algo_record_schedule()`,
  `CREATE TRIGGER job_schedules_no_delete BEFORE DELETE ON job_schedules
   FOR EACH ROW EXECUTE FUNCTION algo_refuse('A schedule is disabled, not deleted: its jobs name it.')`,
  `CREATE TRIGGER job_schedule_changes_append_only BEFORE UPDATE OR DELETE ON job_schedule_changes
   FOR EACH ROW EXECUTE FUNCTION algo_refuse('${KEPT}')`,
  `CREATE TRIGGER job_schedule_changes_no_truncate BEFORE TRUNCATE ON job_schedule_changes
   FOR EACH STATEMENT EXECUTE FUNCTION algo_refuse('${KEPT}')`,
];

const IDENTITY = ['id', 'tenant', 'kind', 'args', 'created_by_user_id', 'reason', 'created_at'];

const keepIdentity = (columns: readonly string[]) => `
  CREATE OR REPLACE TRIGGER job_runs_keep_identity BEFORE UPDATE ON job_runs FOR EACH ROW
  WHEN (${changed(columns)} OR NEW.fence < OLD.fence)
  EXECUTE FUNCTION algo_refuse('What a job was queued with never changes, and its fence only grows.')`;

/** job_schedules: when jobs are to be queued; job_schedule_changes: who set that, and why. A job says of which occurrence it is, and each has one. */
export class CreateJobSchedules1795000000068 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    const [{ schema }] = (await queryRunner.query('SELECT quote_ident(current_schema()) AS schema')) as [
      { schema: string },
    ];
    for (const statement of [SCHEDULES, CHANGES, record(schema)]) await queryRunner.query(statement);
    await queryRunner.query('REVOKE EXECUTE ON FUNCTION algo_record_schedule() FROM PUBLIC');
    await queryRunner.query('CREATE INDEX ix_job_schedules_next ON job_schedules (tenant, next_at)');
    for (const trigger of TRIGGERS) await queryRunner.query(trigger);
    await queryRunner.query(`
      ALTER TABLE job_runs ADD schedule_id varchar(64) COLLATE "C" NULL, ADD scheduled_for timestamptz NULL,
        ADD CONSTRAINT fk_job_runs_schedule FOREIGN KEY (tenant, schedule_id) REFERENCES job_schedules (tenant, id),
        ADD CONSTRAINT uq_job_runs_occurrence UNIQUE (tenant, schedule_id, scheduled_for),
        ADD CONSTRAINT ck_job_runs_occurrence CHECK (
          (schedule_id IS NULL) = (scheduled_for IS NULL) AND ${datable('scheduled_for')})`);
    await queryRunner.query(keepIdentity([...IDENTITY, 'schedule_id', 'scheduled_for']));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    const [{ kept }] = (await queryRunner.query('SELECT EXISTS (SELECT FROM job_schedule_changes) AS kept')) as [
      { kept: boolean },
    ];
    if (kept) {
      throw new Error(
        'job_schedule_changes holds who set which schedule: reverting would destroy it. Keep this migration, or restore a backup from before it.',
      );
    }
    await queryRunner.query(keepIdentity(IDENTITY));
    await queryRunner.query(`
      ALTER TABLE job_runs DROP CONSTRAINT ck_job_runs_occurrence, DROP CONSTRAINT uq_job_runs_occurrence,
        DROP CONSTRAINT fk_job_runs_schedule, DROP schedule_id, DROP scheduled_for`);
    for (const table of ['job_schedule_changes', 'job_schedules']) await queryRunner.query(`DROP TABLE ${table}`);
    await queryRunner.query('DROP FUNCTION algo_record_schedule()');
  }
}
