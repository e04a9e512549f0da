import { newRunId } from 'learning-engine';
import { richInputs } from '../fixtures/rich-inputs.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { scaled } from '../support/fault-scale.js';
import { startScript } from '../support/engine/engine-script.js';
import { openEngine } from '../support/engine/open-engine.js';
import { drained, ended, type JobHost, openJobs } from '../support/engine/open-jobs.js';
import { type Spawned } from '../support/processes/spawned.js';

const RUNS = 40;
/** More sets than one chunk has, of which every 50th was altered; jobs that look at them, and the workers that do. */
const SETS = scaled(20_000, 1000);
const JOBS = scaled(40, 6);
const WORKERS = scaled(8, 4);
const KILLS = scaled(24, 4);
/** What a learner did, in the input of each run. */
const CANARY = 'canary-of-a-learner';

/** $1 how many sets, $2 how their ids begin. The checksum of every 50th is not that of its content. */
const INSERT_SETS = `
  INSERT INTO algo_params (id, algo_version_id, params_json, checksum)
  SELECT ($2 || '-' || lpad(to_hex(n), 12, '0'))::uuid, version.id, jsonb_build_object('n', n),
    encode(sha256(convert_to(format('{"n":%s}', CASE WHEN n % 50 = 0 THEN n + 1000000 ELSE n END), 'UTF8')), 'hex')
  FROM generate_series(1, $1::int) AS n, (SELECT id FROM algo_versions ORDER BY id LIMIT 1) AS version`;

describe('records that were altered in the database', () => {
  const database = useTestDatabase();
  let host: JobHost;
  const workers = new Set<Spawned>();
  const runIds: string[] = [];
  /** How many there are in a new database. */
  let sets: number;
  beforeAll(async () => {
    host = await openJobs(database.url, [], { concurrency: 0 });
    const engine = await openEngine(database.url);
    const { events, states } = richInputs().mastery as { events: never[]; states: never[] };
    Object.assign(events[0]!, { event_id: CANARY });
    for (let n = 0; n < RUNS; n += 1) {
      const runId = newRunId();
      await engine.execution.execute(
        'mastery',
        { states, events: events.slice(0, 1 + (n % 5)) },
        { version: 'v1', runId },
      );
      runIds.push(runId);
    }
    await engine.app.close();
    [{ sets }] = await host.dataSource.query<[{ sets: number }]>('SELECT count(*)::int AS sets FROM algo_params');
    await startWorker(600);
  });
  afterAll(async () => {
    workers.forEach((one) => one.signalGroup('SIGKILL'));
    await host?.app.close();
  });

  async function startWorker(leaseSeconds: number): Promise<Spawned> {
    const started = startScript('work-on-jobs', database.url, String(leaseSeconds), '1');
    workers.add(started);
    await started.saying(/^up$/m);
    return started;
  }

  const verify = async (sample: number) =>
    ended(host.jobs, (await host.jobs.enqueue('runs.verify-checksums', { sample_runs: sample })).id);

  /** As the owner of the tables. */
  const alter = (table: string, statement: string, values: unknown[]) =>
    host.dataSource.transaction(async (manager) => {
      await manager.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
      await manager.query(statement, values);
      await manager.query(`ALTER TABLE ${table} ENABLE TRIGGER ALL`);
    });

  it('are not found where there are none, and every run is computed again, once', async () => {
    const job = await verify(RUNS);
    expect(job).toMatchObject({ status: 'SUCCESS', progressDone: job.progressTotal, errorMessage: null });
    expect(job.result).toEqual({ sets, runs_drawn: RUNS, runs_repeated: RUNS, finding_count: 0, findings: [] });
  });

  it('are not found where there are none, and runs are drawn where there are more than asked for', async () => {
    const job = await verify(RUNS - 1);
    expect(job).toMatchObject({ status: 'SUCCESS', progressDone: job.progressTotal, progressTotal: sets + RUNS - 1 });
    const { runs_repeated, ...counts } = job.result as { runs_repeated: number };
    expect(counts).toEqual({ sets, runs_drawn: RUNS - 1, finding_count: 0, findings: [] });
    expect(runs_repeated).toBeGreaterThan(0);
    expect(runs_repeated).toBeLessThan(RUNS);
  });

  it(
    'J4: are found alike by one worker and by many that are killed at any moment',
    async () => {
      const altered = '00000000-0000-4000-9000';
      await alter('algo_params', INSERT_SETS, [SETS, altered]);
      const enqueue = async () => (await host.jobs.enqueue('runs.verify-checksums', { sample_runs: 60 })).id;
      const alone = await ended(host.jobs, await enqueue());
      expect(alone.result).toMatchObject({ sets: sets + SETS, runs_repeated: RUNS, finding_count: SETS / 50 });

      let isDone = false;
      let kills = KILLS;
      const keepWorking = async () => {
        while (!isDone) {
          const one = await startWorker(1);
          await Promise.race([done, sleep(Math.random() * 2000)]);
          if (kills <= 0) return;
          kills -= 1;
          one.signal('SIGKILL');
          await one.end();
        }
      };
      const ids = await Promise.all(Array.from({ length: JOBS }, enqueue));
      const done = drained(host.jobs);
      void done.finally(() => (isDone = true));
      await Promise.all([done, ...Array.from({ length: WORKERS - 1 }, keepWorking)]);

      const results = await host.dataSource.query<{ result: string }[]>(
        'SELECT DISTINCT result::text AS result FROM job_runs WHERE id = ANY ($1)',
        [[alone.id, ...ids]],
      );
      expect(results).toEqual([{ result: expect.any(String) as string }]);
      await alter('algo_params', 'DELETE FROM algo_params WHERE id::text LIKE $1', [`${altered}%`]);
    },
    scaled(3_600_000, 180_000),
  );

  it('are found: sets by their checksum, runs by their output', async () => {
    const [set] = await host.dataSource.query<{ id: string }[]>('SELECT id FROM algo_params ORDER BY id LIMIT 1');
    await alter('algo_params', `UPDATE algo_params SET params_json = params_json || '{"more": 1}' WHERE id = $1`, [
      set!.id,
    ]);
    // One of an output that was altered, one of an input that was: it cannot be computed any more.
    const half = (from: number) => [runIds.filter((_, n) => n % 2 === from)];
    await alter(
      'algo_runs',
      `UPDATE algo_runs SET output_summary_json = '{"states": []}' WHERE id = ANY ($1)`,
      half(0),
    );
    await alter(
      'algo_runs',
      `UPDATE algo_runs SET input_summary_json = jsonb_set(input_summary_json, '{states}', '"${CANARY}"') WHERE id = ANY ($1)`,
      half(1),
    );

    const differing = (ids: string[]) => ids.map((id) => ({ code: 'OUTPUT_DIFFERS', id }));
    expect((await verify(50)).result).toEqual({
      ...{ sets, runs_drawn: RUNS, runs_repeated: RUNS, finding_count: 1 + RUNS },
      findings: [{ code: 'CHECKSUM_MISMATCH', id: set!.id }, ...differing([...runIds].sort())],
    });
    const drawn = (await verify(10)).result as { runs_repeated: number; findings: object[] };
    expect(drawn).toMatchObject({ runs_drawn: 10, finding_count: 1 + drawn.runs_repeated });
    expect(differing(runIds)).toEqual(expect.arrayContaining(drawn.findings.slice(1)));
  });

  it('are told by their ids: no table of jobs and no log holds what is in them', async () => {
    const rows = await host.dataSource.query<{ row: string }[]>(
      `SELECT job::text AS row FROM job_runs AS job UNION ALL SELECT event::text FROM engine_events AS event
       UNION ALL SELECT message::text FROM learning_queue_public.job AS message`,
    );
    const logs = [...workers].map(({ stdout, stderr }) => stdout + stderr);
    const all = [...rows.map(({ row }) => row), ...logs].join('\n');

    expect(all).toContain('OUTPUT_DIFFERS');
    expect(all).toContain('ended as SUCCESS');
    expect(all).not.toContain(CANARY);
  });
});
