import { newRunId } from 'learning-engine';
import { richInputs } from '../fixtures/rich-inputs.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { startScript } from '../support/engine/engine-script.js';
import { openEngine } from '../support/engine/open-engine.js';
import { ended, type JobHost, openJobs } from '../support/engine/open-jobs.js';
import { type Spawned } from '../support/processes/spawned.js';

const RUNS = 40;

describe('records that were altered in the database', () => {
  const database = useTestDatabase();
  let host: JobHost;
  let worker: Spawned;
  const runIds: string[] = [];
  beforeAll(async () => {
    host = await openJobs(database.url, [], { concurrency: 0 });
    const engine = await openEngine(database.url);
    const { events, states } = richInputs().mastery as { events: never[]; states: never[] };
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
    worker = startScript('work-on-jobs', database.url, '600', '1');
    await worker.saying(/up/);
  });
  afterAll(async () => {
    worker?.signalGroup('SIGKILL');
    await host?.app.close();
  });

  const verify = async (sample: number) =>
    ended(host.jobs, (await host.jobs.enqueue('runs.verify-checksums', { sample_runs: sample })).id);

  /** As the owner of the tables. */
  const alter = (table: string, statement: string, values: unknown[]) =>
    host.dataSource.transaction(async (manager) => {
      await manager.query(`ALTER TABLE ${table} DISABLE TRIGGER ALL`);
      await manager.query(statement, values);
      await manager.query(`ALTER TABLE ${table} ENABLE TRIGGER ALL`);
    });

  it('are not found where there are none, and every run that is drawn is computed again', async () => {
    const job = await verify(120);
    expect(job).toMatchObject({ status: 'SUCCESS', progressDone: job.progressTotal, errorMessage: null });
    expect(job.result).toEqual({ sets: 10, runs_drawn: 120, runs_repeated: 120, finding_count: 0, findings: [] });
  });

  it('are found: sets by their checksum, runs by their output', async () => {
    const [set] = await host.dataSource.query<{ id: string }[]>('SELECT id FROM algo_params ORDER BY id LIMIT 1');
    await alter('algo_params', `UPDATE algo_params SET params_json = params_json || '{"more": 1}' WHERE id = $1`, [
      set!.id,
    ]);
    await alter('algo_runs', `UPDATE algo_runs SET output_summary_json = '{"states": []}' WHERE id = ANY ($1)`, [
      runIds,
    ]);

    const { result } = await verify(50);
    const { findings, ...counts } = result as unknown as { findings: { code: string; id: string }[] };
    expect(counts).toEqual({ sets: 10, runs_drawn: 50, runs_repeated: 50, finding_count: 51 });
    expect(findings[0]).toEqual({ code: 'CHECKSUM_MISMATCH', id: set!.id });
    expect(new Set(findings.slice(1).map(({ code }) => code))).toEqual(new Set(['OUTPUT_DIFFERS']));
    expect(runIds).toEqual(expect.arrayContaining(findings.slice(1).map(({ id }) => id)));
  });
});
