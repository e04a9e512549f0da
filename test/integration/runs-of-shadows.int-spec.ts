import { newRunId, RunPurpose, RunQueries } from 'learning-engine';
import { type Shadow } from 'learning-engine/evidence';
import { VerificationService } from 'learning-engine/jobs';
import { until } from '../support/database/embedded-child.js';
import { FORMS_OF_RUNS, useTestDatabase } from '../support/database/test-database.js';
import { createUser } from '../support/engine/factories.js';
import { type EvidenceHost, openEvidence, setOf } from '../support/engine/open-evidence.js';
import { ended } from '../support/engine/open-jobs.js';
import { verified } from '../support/engine/open-verifications.js';

const RUNS = 12;
const INPUT = (n: number) => ({
  states: [],
  events: [{ event_id: `e${n}`, skill_id: 'fractions', correct: n % 3 > 0, at: '2026-11-01T08:00:00Z' }],
});

/** $1 shadow, $2 days ago: a live run of then, and the run of the shadow beside it, as both were recorded. */
const INSERT_OLD = `
  WITH times AS (
    SELECT clock_timestamp() - $2::int * interval '1 day' AS at
  ), ids AS (
    SELECT at, lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') AS time FROM times
  ), pairs AS (
    SELECT at, (time || '7000' || '8' || substr(md5('live' || $2), 1, 15))::uuid AS live,
      (time || '7001' || '8' || substr(md5('shadow' || $2), 1, 15))::uuid AS shadow FROM ids
  ), added AS (
    INSERT INTO algo_runs (id, algo_version_id, params_id, trigger, status, started_at, completed_at, output_summary_json, purpose, parent_run_id)
    SELECT run.id, p.algo_version_id, p.id, 'manual', 'SUCCESS', at, at + interval '1 second', '{}', run.purpose, run.parent
    FROM pairs, (SELECT id, algo_version_id FROM algo_params LIMIT 1) AS p,
      LATERAL (VALUES (live, 'live', NULL), (shadow, 'shadow', live)) AS run (id, purpose, parent)
  )
  INSERT INTO shadow_runs (shadow_id, number, run_id, active_ms, started_at, ended_at, took_ms, is_equal)
  SELECT $1, (SELECT coalesce(max(number), 0) + 1 FROM shadow_runs WHERE shadow_id = $1), shadow, 1, at, at + interval '1 second', 1000, true
  FROM pairs`;

describe.each(FORMS_OF_RUNS)('runs of shadows, %s,', (form) => {
  const database = useTestDatabase(form);
  let host: EvidenceHost;
  let log: RunQueries;
  let shadow: Shadow;
  let userId: string;
  const live: string[] = [];
  beforeAll(async () => {
    host = await openEvidence(database.url, { concurrency: 1, pollMs: 20 });
    log = host.app.get(RunQueries, { strict: false });
    await host.registry.activateAlgoVersion('mastery', 'v1');
    const paramsId = await setOf(host, 'mastery', 'v1', { p_init: 0.55 });
    const asked = { version: 'v1', paramsId, percent: 100, budget: 1000, reason: 'a test' };
    shadow = await host.shadows.start('mastery', asked);
    userId = (await createUser(host.dataSource)).id;
    for (let n = 0; n < RUNS; n += 1) {
      live.push((await host.execution.execute('mastery', INPUT(n), { runId: newRunId(), userId })).runId);
    }
    await until(async () => (await runsOf()).succeeded === RUNS);
  });
  afterAll(() => host?.app.close());

  const runsOf = async () => (await host.shadows.get('mastery', shadow.id)).runs;
  const listed = async () => (await log.listRuns({ purpose: RunPurpose.SHADOW })).records.map(({ run }) => run);
  const verify = () =>
    verified({ verifications: host.app.get(VerificationService, { strict: false }), jobs: host.jobs });

  it('are verified as live runs are, and match', async () => {
    const { runs, versions, finding_count } = await verify();
    expect([runs, finding_count]).toEqual([2 * RUNS, 0]);
    expect(versions).toMatchObject([{ algo_key: 'mastery', version: 'v1', match: 2 * RUNS, drift: 0 }]);
  });

  it('that were altered are found', async () => {
    const { id, parentRunId } = (await listed()).find((run) => run.parentRunId === live[0])!;
    const guards = (how: 'DISABLE' | 'ENABLE') => host.dataSource.query(`ALTER TABLE algo_runs ${how} TRIGGER USER`);
    const alter = (output: object | null) =>
      host.dataSource.query('UPDATE algo_runs SET output_summary_json = $2 WHERE id = $1', [id, output]);
    const [row] = await host.dataSource.query<{ output: object }[]>(
      'SELECT output_summary_json AS output FROM algo_runs WHERE id = $1',
      [id],
    );
    await guards('DISABLE');
    await alter({ states: [] });
    const { findings } = await verify();
    await alter(row!.output);
    await guards('ENABLE');
    expect(findings).toMatchObject([{ run_id: id, verdict: 'drift' }]);
    expect(parentRunId).toBe(live[0]);
    expect((await verify()).finding_count).toBe(0);
  });

  it('lose the person who is erased with the live runs, and still match and count', async () => {
    await host.learners.erase(userId);
    const named = await host.dataSource.query<unknown[]>('SELECT FROM algo_runs WHERE user_id = $1', [userId]);
    expect(named).toEqual([]);
    expect((await listed()).map((run) => [run.userId, run.parentRunId]).sort()).toEqual(
      live.map((id) => [null, id]).sort(),
    );
    expect(await runsOf()).toMatchObject({ started: RUNS, succeeded: RUNS });
    expect((await verify()).finding_count).toBe(0);
  });

  it('are removed with the live runs of their time, and stay in the counts of their shadow', async () => {
    for (const days of [100, 99, 40]) await host.dataSource.query(INSERT_OLD, [shadow.id, days]);
    expect(await listed()).toHaveLength(RUNS + 3);
    const why = { reason: 'The rules say 60 days.' };
    const { id } = await host.jobs.enqueue('runs.retention', { older_than_days: 60 }, why);
    expect(await ended(host.jobs, id)).toMatchObject({ status: 'SUCCESS', result: { retired: 4 } });
    expect(await listed()).toHaveLength(RUNS + 1);
    expect(await runsOf()).toMatchObject({ started: RUNS + 3, succeeded: RUNS + 3, failed: 0 });
  });
});
