import { DoctorService } from 'learning-engine';
import { diagnose, type Drift, itFindsExactly } from '../support/engine/seeded-drifts.js';
import { useEngine } from '../support/engine/use-engine.js';

const FAILED_HAS_ERROR =
  "ALTER TABLE algo_runs ADD CONSTRAINT ck_algo_runs_failed_has_error CHECK ((status = 'FAILED') = (error_message IS NOT NULL))";

const CONSTRAINTS: Drift[] = [
  [
    'a missing check',
    'ALTER TABLE algo_runs DROP CONSTRAINT ck_algo_runs_failed_has_error',
    FAILED_HAS_ERROR,
    'SCHEMA_MISSING constraint algo_runs.ck_algo_runs_failed_has_error',
  ],
  [
    'a check that lets more pass',
    `ALTER TABLE algo_versions DROP CONSTRAINT ck_algo_versions_status,
       ADD CONSTRAINT ck_algo_versions_status CHECK (status IN ('ACTIVE', 'DEPRECATED', 'EXPERIMENTAL', 'LIVE'))`,
    `ALTER TABLE algo_versions DROP CONSTRAINT ck_algo_versions_status,
       ADD CONSTRAINT ck_algo_versions_status CHECK (status IN ('ACTIVE', 'DEPRECATED', 'EXPERIMENTAL'))`,
    'SCHEMA_CHANGED constraint algo_versions.ck_algo_versions_status',
  ],
  [
    'a check that says nothing of older rows',
    `ALTER TABLE algo_runs DROP CONSTRAINT ck_algo_runs_failed_has_error; ${FAILED_HAS_ERROR} NOT VALID`,
    'ALTER TABLE algo_runs VALIDATE CONSTRAINT ck_algo_runs_failed_has_error',
    'SCHEMA_CHANGED constraint algo_runs.ck_algo_runs_failed_has_error',
  ],
  [
    'a foreign key that deletes what has run',
    `ALTER TABLE algo_runs DROP CONSTRAINT fk_algo_runs_version, ADD CONSTRAINT fk_algo_runs_version
       FOREIGN KEY (algo_version_id) REFERENCES algo_versions (id) ON DELETE CASCADE`,
    `ALTER TABLE algo_runs DROP CONSTRAINT fk_algo_runs_version, ADD CONSTRAINT fk_algo_runs_version
       FOREIGN KEY (algo_version_id) REFERENCES algo_versions (id) ON DELETE RESTRICT`,
    'SCHEMA_CHANGED constraint algo_runs.fk_algo_runs_version',
  ],
  [
    'a foreign key that is looked at later',
    'ALTER TABLE algo_runs ALTER CONSTRAINT fk_algo_runs_version DEFERRABLE INITIALLY DEFERRED',
    'ALTER TABLE algo_runs ALTER CONSTRAINT fk_algo_runs_version NOT DEFERRABLE',
    'SCHEMA_CHANGED constraint algo_runs.fk_algo_runs_version',
  ],
  [
    'foreign keys that are off in the table that has them',
    'ALTER TABLE algo_runs DISABLE TRIGGER ALL; ALTER TABLE algo_runs ENABLE TRIGGER USER',
    'ALTER TABLE algo_runs ENABLE TRIGGER ALL',
    `SCHEMA_CHANGED constraint algo_runs.fk_algo_runs_params_of_version
     SCHEMA_CHANGED constraint algo_runs.fk_algo_runs_version`,
  ],
  [
    'foreign keys that are off in the table that they point at',
    'ALTER TABLE algo_versions DISABLE TRIGGER ALL; ALTER TABLE algo_versions ENABLE TRIGGER USER',
    'ALTER TABLE algo_versions ENABLE TRIGGER ALL',
    `SCHEMA_CHANGED constraint algo_activations.fk_algo_activations_version_of_key
     SCHEMA_CHANGED constraint algo_params.fk_algo_params_version
     SCHEMA_CHANGED constraint algo_runs.fk_algo_runs_version`,
  ],
  [
    'a missing unique constraint',
    'ALTER TABLE algo_params DROP CONSTRAINT uq_algo_params_version_checksum',
    'ALTER TABLE algo_params ADD CONSTRAINT uq_algo_params_version_checksum UNIQUE (algo_version_id, checksum)',
    `SCHEMA_MISSING constraint algo_params.uq_algo_params_version_checksum
     SCHEMA_MISSING index algo_params.uq_algo_params_version_checksum`,
  ],
];

const INDEXES: Drift[] = [
  [
    'a missing index',
    'DROP INDEX ux_algo_params_one_active',
    'CREATE UNIQUE INDEX ux_algo_params_one_active ON algo_params (algo_version_id) WHERE is_active',
    'SCHEMA_MISSING index algo_params.ux_algo_params_one_active',
  ],
  [
    'an index of the same name that is not unique',
    "DROP INDEX ux_algo_versions_one_active; CREATE INDEX ux_algo_versions_one_active ON algo_versions (algo_key) WHERE status = 'ACTIVE'",
    "DROP INDEX ux_algo_versions_one_active; CREATE UNIQUE INDEX ux_algo_versions_one_active ON algo_versions (algo_key) WHERE status = 'ACTIVE'",
    'SCHEMA_CHANGED index algo_versions.ux_algo_versions_one_active',
  ],
  [
    'an index of fewer rows',
    "DROP INDEX ux_algo_params_one_active; CREATE UNIQUE INDEX ux_algo_params_one_active ON algo_params (algo_version_id) WHERE is_active AND checksum > ''",
    'DROP INDEX ux_algo_params_one_active; CREATE UNIQUE INDEX ux_algo_params_one_active ON algo_params (algo_version_id) WHERE is_active',
    'SCHEMA_CHANGED index algo_params.ux_algo_params_one_active',
  ],
  [
    'an index that was not finished',
    "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ux_algo_params_one_active'::regclass",
    "UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'ux_algo_params_one_active'::regclass",
    'SCHEMA_CHANGED index algo_params.ux_algo_params_one_active',
  ],
  [
    'an index that new rows do not enter',
    "UPDATE pg_index SET indisready = false WHERE indexrelid = 'ux_algo_params_one_active'::regclass",
    "UPDATE pg_index SET indisready = true WHERE indexrelid = 'ux_algo_params_one_active'::regclass",
    'SCHEMA_CHANGED index algo_params.ux_algo_params_one_active',
  ],
];

const noDelete = (reject: string) =>
  `CREATE OR REPLACE TRIGGER algo_runs_no_delete BEFORE DELETE ON algo_runs FOR EACH ROW
   EXECUTE FUNCTION ${reject}('The record of runs is kept.')`;

const TRIGGERS: Drift[] = [
  [
    'a trigger that is off',
    'ALTER TABLE algo_runs DISABLE TRIGGER algo_runs_keep_outcome',
    'ALTER TABLE algo_runs ENABLE TRIGGER algo_runs_keep_outcome',
    'SCHEMA_CHANGED trigger algo_runs.algo_runs_keep_outcome',
  ],
  [
    'a trigger that fires for replication alone',
    'ALTER TABLE algo_activations ENABLE REPLICA TRIGGER algo_activations_append_only',
    'ALTER TABLE algo_activations ENABLE TRIGGER algo_activations_append_only',
    'SCHEMA_CHANGED trigger algo_activations.algo_activations_append_only',
  ],
  [
    'a trigger of another name, which may fire in another order',
    'ALTER TRIGGER algo_activations_insert_locks_key ON algo_activations RENAME TO zz_locks_key',
    'ALTER TRIGGER zz_locks_key ON algo_activations RENAME TO algo_activations_insert_locks_key',
    'SCHEMA_MISSING trigger algo_activations.algo_activations_insert_locks_key',
  ],
  [
    'a trigger that fires for fewer rows',
    `CREATE OR REPLACE TRIGGER algo_runs_no_delete BEFORE DELETE ON algo_runs FOR EACH ROW
     WHEN (OLD.status = 'RUNNING') EXECUTE FUNCTION algo_keep_runs('The record of runs is kept.')`,
    noDelete('algo_keep_runs'),
    'SCHEMA_CHANGED trigger algo_runs.algo_runs_no_delete',
  ],
  [
    'a trigger that calls a function of the same name in another schema',
    `CREATE SCHEMA other; CREATE FUNCTION other.algo_keep_runs() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';
     ${noDelete('other.algo_keep_runs')}`,
    `${noDelete('algo_keep_runs')}; DROP SCHEMA other CASCADE`,
    `SCHEMA_MISSING function algo_keep_runs
     SCHEMA_CHANGED trigger algo_runs.algo_runs_no_delete`,
  ],
];

const SINCE_18: Drift[] = [
  [
    'a foreign key that is not enforced',
    'ALTER TABLE algo_runs ALTER CONSTRAINT fk_algo_runs_version NOT ENFORCED',
    'ALTER TABLE algo_runs ALTER CONSTRAINT fk_algo_runs_version ENFORCED',
    'SCHEMA_CHANGED constraint algo_runs.fk_algo_runs_version',
  ],
];

describe(`${DoctorService.name}, of constraints, indexes and triggers`, () => {
  const engine = useEngine({ runs: { reaper: false } });

  itFindsExactly(engine, [...CONSTRAINTS, ...INDEXES, ...TRIGGERS]);

  itFindsExactly(engine, SINCE_18, 18);

  it('leaves alone what a host added, also under names like those of the engine', async () => {
    await engine.dataSource.query(`
      ALTER TABLE algo_runs ADD host_note text CHECK (host_note <> ''), ADD host_number bigint GENERATED ALWAYS AS IDENTITY;
      CREATE INDEX ix_host_note ON algo_runs (host_note);
      CREATE SCHEMA host;
      CREATE FUNCTION host.algo_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER host_looks_on AFTER INSERT ON algo_runs FOR EACH ROW EXECUTE FUNCTION host.algo_refuse()`);

    expect(await diagnose(engine)).toEqual([]);
  });
});
