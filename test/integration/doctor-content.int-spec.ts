import { DoctorService } from 'learning-engine';
import { diagnose, type Drift, itFindsExactly } from '../support/engine/seeded-drifts.js';
import { useEngine } from '../support/engine/use-engine.js';

/** What a superuser writes who has switched the triggers off, those of foreign keys included, and on again. */
const withoutTriggers = (statements: string) =>
  `BEGIN; SET LOCAL session_replication_role = 'replica'; ${statements}; COMMIT`;

const ID = '00000000-0000-4000-8000-000000000001';
const MISTAKES = "(SELECT id FROM algo_versions WHERE algo_key = 'mistakes' AND version = 'v0')";

const insertParams = (content: string, checksum: string, version = MISTAKES) => `
  INSERT INTO algo_params (id, algo_version_id, params_json, checksum) VALUES ('${ID}', ${version}, '${content}', ${checksum})`;
const DELETE_PARAMS = `DELETE FROM algo_params WHERE id = '${ID}'`;

const PARAMS: Drift[] = [
  [
    'content that was changed',
    withoutTriggers(insertParams('{"a": 2}', `encode(sha256('{"a":1}'), 'hex')`)),
    DELETE_PARAMS,
    `CHECKSUM_MISMATCH ${ID}`,
  ],
  ['a checksum that is none', insertParams('{}', "'none'"), DELETE_PARAMS, `CHECKSUM_MISMATCH ${ID}`],
  [
    'content that JSON in a process reads as another',
    insertParams('{"a": 0.1000000000000000000001}', `encode(sha256('{"a":0.1000000000000000000001}'), 'hex')`),
    DELETE_PARAMS,
    `CHECKSUM_MISMATCH ${ID}`,
  ],
  [
    'a set whose version is gone',
    withoutTriggers(insertParams('{}', "encode(sha256('{}'), 'hex')", `'${ID}'`)),
    DELETE_PARAMS,
    `REFERENCE_BROKEN algo_params ${ID}`,
  ],
];

/** One more entry of what has been active all the time. */
const insertEntry = (id: string, paramsId: string, activatedAt: string) => `
  INSERT INTO algo_activations (id, algo_key, algo_version_id, params_id, activated_at) OVERRIDING SYSTEM VALUE
  SELECT ${id}, algo_key, algo_version_id, ${paramsId}, ${activatedAt} FROM algo_activations WHERE algo_key = 'mistakes'`;
const deleteEntry = (id: string) => withoutTriggers(`DELETE FROM algo_activations WHERE id = ${id}`);
const setStatus = (status: string, version: string) =>
  `UPDATE algo_versions SET status = '${status}' WHERE algo_key = 'mistakes' AND version = '${version}'`;

const ACTIVATION_LOG: Drift[] = [
  [
    'a change without its entry',
    withoutTriggers(setStatus('DEPRECATED', 'v0')),
    withoutTriggers(setStatus('ACTIVE', 'v0')),
    'ACTIVATION_LOG_DISAGREES mistakes',
  ],
  [
    'two active versions of a key',
    `DROP INDEX ux_algo_versions_one_active; ${withoutTriggers(setStatus('ACTIVE', 'v1'))}`,
    `${withoutTriggers(setStatus('EXPERIMENTAL', 'v1'))};
     CREATE UNIQUE INDEX ux_algo_versions_one_active ON algo_versions (algo_key) WHERE status = 'ACTIVE'`,
    `SCHEMA_MISSING index algo_versions.ux_algo_versions_one_active
     ACTIVATION_LOG_DISAGREES mistakes`,
  ],
  [
    'an entry that is older than the one before it',
    withoutTriggers(insertEntry('100', 'params_id', "activated_at - interval '1 s'")),
    deleteEntry('100'),
    `ACTIVATION_LOG_OUT_OF_ORDER mistakes
     ACTIVATION_LOG_NUMBERS_USED algo_activations_id_seq`,
  ],
  [
    'an entry from the future',
    withoutTriggers("UPDATE algo_activations SET activated_at = '9999-12-31' WHERE algo_key = 'mistakes'"),
    withoutTriggers("UPDATE algo_activations SET activated_at = clock_timestamp() WHERE algo_key = 'mistakes'"),
    'ACTIVATION_LOG_OUT_OF_ORDER mistakes',
  ],
  [
    'numbers that begin again, which may begin anywhere after the last one',
    'ALTER SEQUENCE algo_activations_id_seq RESTART',
    'ALTER SEQUENCE algo_activations_id_seq RESTART WITH 200',
    'ACTIVATION_LOG_NUMBERS_USED algo_activations_id_seq',
  ],
  [
    'an entry whose set is gone',
    withoutTriggers(insertEntry('-1', 'gen_random_uuid()', "activated_at - interval '1 day'")),
    deleteEntry('-1'),
    'REFERENCE_BROKEN algo_activations -1',
  ],
];

const FEED: Drift[] = [
  [
    'an epoch that is not the last one, as where the numbers were not restored',
    "SELECT setval('engine_events_epoch', last_value - 1) FROM engine_events_epoch",
    "SELECT setval('engine_events_epoch', last_value + 1) FROM engine_events_epoch",
    'FEED_RESTORED engine_events',
  ],
];

const insertRun = (status: string, lease: string, version = MISTAKES) =>
  withoutTriggers(`INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, completed_at, lease_expires_at)
    SELECT '${ID}', ${version}, p.id, 'api', '${status}', CASE '${status}' WHEN 'RUNNING' THEN NULL ELSE now() + interval '1 s' END, ${lease}
    FROM algo_params p WHERE p.algo_version_id = ${MISTAKES}`);
const DELETE_RUN = withoutTriggers(`DELETE FROM algo_runs WHERE id = '${ID}'`);

const RUNS: Drift[] = [
  [
    'a run that no reaper ended',
    insertRun('RUNNING', "now() - interval '2 minutes'"),
    DELETE_RUN,
    'STALE_RUNNING algo_runs',
  ],
  [
    'a failed run of which no event tells',
    `INSERT INTO run_failures (algo_version_id, started_at, failed_at)
       VALUES ('${ID}', now() - interval '1 hour', now() - interval '16 minutes')`,
    'DELETE FROM run_failures',
    'UNTOLD_FAILURES run_failures',
  ],
  ['a run that no reaper will end', insertRun('RUNNING', "'9999-12-31'"), DELETE_RUN, 'ENDLESS_LEASE algo_runs'],
  [
    'a run whose version is gone',
    insertRun('SUCCESS', 'now()', `'${ID}'::uuid`),
    DELETE_RUN,
    `REFERENCE_BROKEN algo_runs of version ${ID}`,
  ],
];

const HOUR_AGO = "clock_timestamp() - interval '1 hour'";
const OTHER_ID = '00000000-0000-4000-8000-000000000002';

/** A job that was queued an hour ago, and is in the hands of a worker until `lease`. */
const insertJob = (status: string, lease = 'NULL', id = ID) => `
  INSERT INTO job_runs (id, tenant, kind, args, status, created_at, started_at, lease_expires_at, ended_at, result) SELECT
    '${id}', 'default', 'test.count', '{}', status, ${HOUR_AGO}, CASE WHEN status <> 'QUEUED' THEN ${HOUR_AGO} END, ${lease},
    CASE WHEN status = 'SUCCESS' THEN ${HOUR_AGO} END, CASE WHEN status = 'SUCCESS' THEN '{}'::jsonb END
  FROM (SELECT '${status}' AS status) AS job`;
const INSERT_MESSAGE = `INSERT INTO learning_queue_public.job (name, id) VALUES ('jobs', '${ID}')`;
const DELETE_JOBS = 'DELETE FROM job_runs; DELETE FROM learning_queue_public.job';
/** As a superuser can. */
const DELETE_SCHEDULES = ['job_schedule_changes', 'job_schedules']
  .map(
    (table) =>
      `ALTER TABLE ${table} DISABLE TRIGGER USER; DELETE FROM ${table}; ALTER TABLE ${table} ENABLE TRIGGER USER`,
  )
  .join('; ');
const LIVE = "clock_timestamp() + interval '30 s'";

const JOBS: Drift[] = [
  [
    'a job whose worker was lost, and that no other one takes over',
    insertJob('RUNNING', "clock_timestamp() - interval '2 minutes'"),
    DELETE_JOBS,
    'STUCK_JOBS job_runs',
  ],
  [
    'a job that waits while no worker is up',
    `${insertJob('QUEUED')}; ${INSERT_MESSAGE}`,
    DELETE_JOBS,
    'WAITING_JOBS job_runs',
  ],
  ['a job without a message', insertJob('QUEUED'), DELETE_JOBS, 'ORPHANED_JOBS job_runs'],
  [
    'a message of a job that has ended',
    `${insertJob('SUCCESS')}; ${INSERT_MESSAGE}`,
    DELETE_JOBS,
    'ORPHANED_MESSAGES learning_queue_public',
  ],
  ['a message of no job', INSERT_MESSAGE, DELETE_JOBS, 'ORPHANED_MESSAGES learning_queue_public'],
  [
    'a job that is passed over',
    `${insertJob('RUNNING', LIVE, OTHER_ID)}; ${insertJob('QUEUED')}; ${INSERT_MESSAGE};
     UPDATE job_runs SET started_at = clock_timestamp() WHERE id = '${OTHER_ID}'`,
    DELETE_JOBS,
    'UNKNOWN_JOB_KINDS job_runs',
  ],
  [
    'a schedule that no worker follows',
    `INSERT INTO job_schedules (tenant, id, kind, args, cron, time_zone, next_at)
       VALUES ('default', 'nightly', 'test.count', '{}', '30 2 * * *', 'UTC', ${HOUR_AGO})`,
    DELETE_SCHEDULES,
    'OVERDUE_SCHEDULES job_schedules',
  ],
  [
    'a job queue of another version',
    'UPDATE learning_queue_public.version SET version = version + 1',
    'UPDATE learning_queue_public.version SET version = version - 1',
    'JOB_QUEUE_UNUSABLE learning_queue_public',
  ],
  [
    'jobs without a queue',
    `ALTER SCHEMA learning_queue_public RENAME TO another; ${insertJob('QUEUED')}`,
    `ALTER SCHEMA another RENAME TO learning_queue_public; ${DELETE_JOBS}`,
    'JOB_QUEUE_UNUSABLE learning_queue_public',
  ],
];

describe(`${DoctorService.name}, of parameter sets, activation log, runs, events and jobs`, () => {
  const engine = useEngine({ runs: { reaper: false } });

  itFindsExactly(engine, [...PARAMS, ...ACTIVATION_LOG, ...RUNS, ...FEED, ...JOBS]);

  it.each([
    [
      'has no job queue, and no jobs',
      'ALTER SCHEMA learning_queue_public RENAME TO another',
      'ALTER SCHEMA another RENAME TO learning_queue_public',
    ],
    [
      'works on one job while another waits',
      `${insertJob('RUNNING', LIVE, OTHER_ID)}; ${insertJob('QUEUED')}; ${INSERT_MESSAGE}`,
      DELETE_JOBS,
    ],
  ])('finds nothing where a host %s', async (_name, before, after) => {
    await engine.dataSource.query(before);
    const found = await diagnose(engine).finally(() => engine.dataSource.query(after));

    expect(found).toEqual([]);
  });
});
