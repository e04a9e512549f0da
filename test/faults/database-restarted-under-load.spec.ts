import { DatabaseUnavailableError } from 'learning-engine';
import { AlgoRun, MigratingDataSource } from 'learning-engine/persistence';
import { migrationOptions } from '../../src/database/data-source-options.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { CountJob, CountOnJob, expectCounted, makeCounts } from '../support/engine/count-job.js';
import { startScript } from '../support/engine/engine-script.js';
import { ended, type JobHost, openJobs } from '../support/engine/open-jobs.js';
import { scaled } from '../support/fault-scale.js';
import { type Engine, openEngine } from '../support/engine/open-engine.js';
import { ProbeAlgorithm, seedProbe } from '../support/engine/probe-algorithm.js';
import { useRestartableServer } from '../support/database/restartable-server.js';

const CALLERS = 8;
const JOB_CHUNKS = scaled(1000, 60);

/** How often the jobs were taken. */
const fences = ({ dataSource }: JobHost) => dataSource.query('SELECT DISTINCT fence FROM job_runs');

describe('D1: the server is restarted, under load', () => {
  const server = useRestartableServer();
  let engine: Engine;
  beforeAll(async () => {
    const dataSource = await new MigratingDataSource(migrationOptions(server.url())).initialize();
    await dataSource.runMigrations();
    await dataSource.destroy();
    engine = await openEngine(server.url(), { runs: { reaper: false }, algorithms: [ProbeAlgorithm] });
    await seedProbe(engine);
  });
  afterAll(() => engine?.app.close());

  it.each(['fast', 'immediate'] as const)(
    '%s: what was acknowledged is recorded, the rest failed typed',
    async (mode) => {
      const acknowledged: string[] = [];
      const failures: unknown[] = [];
      let isOver = false;
      const caller = async () => {
        while (!isOver) {
          await engine.execution
            .execute('probe', { id: mode, value: acknowledged.length })
            .then(({ runId }) => acknowledged.push(runId))
            .catch((error: unknown) => failures.push(error));
        }
      };
      const callers = Array.from({ length: CALLERS }, caller);
      for (let restart = 0; restart < scaled(20, 2); restart += 1) {
        await server.restart(mode);
        const before = acknowledged.length;
        while (acknowledged.length < before + CALLERS) await new Promise(setImmediate); // it works again
      }
      isOver = true;
      await Promise.all(callers);

      expect(failures.filter((error) => !(error instanceof DatabaseUnavailableError))).toEqual([]);
      expect(failures.length).toBeGreaterThan(0);
      const ended = await engine.dataSource.manager.findBy(AlgoRun, { status: 'SUCCESS' });
      const ids = new Set(ended.map(({ id }) => id));
      expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    },
  );

  it('a job stays with its worker when the database is back before it is asked', async () => {
    const host = await openJobs(server.url(), [CountJob], { leaseSeconds: 600 });
    try {
      await makeCounts(host.dataSource);
      const { id } = await host.jobs.enqueue('test.count', { chunks: 3, fault: 'network-once' });
      await ended(host.jobs, id);
      await expectCounted(host, id, 3);
      expect(await fences(host)).toEqual([{ fence: 1 }]);
    } finally {
      await host.app.close();
    }
  });

  it('jobs go on where they were, with the worker that has them', async () => {
    const host = await openJobs(server.url(), [CountOnJob], { concurrency: 0 });
    const worker = startScript('work-on-jobs', server.url(), '600', '2');
    try {
      await worker.saying(/^up$/m);
      const enqueue = () => host.jobs.enqueue('test.count-on', { chunks: JOB_CHUNKS, workMs: 20 });
      const ids = (await Promise.all([enqueue(), enqueue()])).map(({ id }) => id);
      const chunks = async () =>
        Math.min(...(await Promise.all(ids.map((id) => host.jobs.getJob(id)))).map((job) => job.progressDone));
      for (let restart = 0; restart < scaled(20, 2); restart += 1) {
        const before = await chunks();
        while ((await chunks()) < before + 3) await sleep(20);
        await server.restart(restart % 2 === 0 ? 'immediate' : 'fast');
      }
      for (const id of ids) {
        await ended(host.jobs, id);
        await expectCounted(host, id, JOB_CHUNKS);
      }
      expect(await fences(host)).toEqual([{ fence: 1 }]);
    } finally {
      worker.signalGroup('SIGKILL');
      await host.app.close();
    }
  });
});
