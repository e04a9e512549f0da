import { setTimeout as sleep } from 'node:timers/promises';
import { richInputs } from '../../fixtures/rich-inputs.js';
import { openJobs } from '../../support/engine/open-jobs.js';
import { type Spawned } from '../../support/processes/spawned.js';
import { atMost, type Bench, type Benchmark } from '../benchmark.js';
import { engineOn } from '../engine.js';
import { DeployedService } from '../service.js';
import { signalAll, spawnWorker } from '../worker.js';

const WORKERS = 4;
const RUNS = 2000;
/** More than they end meanwhile. */
const JOBS = 500;

export const infoBesideWorkers: Benchmark = {
  name: 'info-beside-workers',
  description: `GET /v1/learning/info while ${WORKERS} workers check records: they read runs and compute them again`,
  peer: 'the same while the workers are paused',
  rounds: 9,
  async prepare(bench) {
    const service = await DeployedService.start(bench);
    await recordRuns(bench, service.databaseUrl);
    const workers = await startWorkers(bench, service.databaseUrl);
    const { seconds } = bench.options;
    const p99 = async (signal: 'SIGCONT' | 'SIGSTOP') => {
      await signalAll(workers, signal);
      return service.p99OfInfo(seconds);
    };
    return [
      {
        what: `p99 beside ${WORKERS} busy workers`,
        unit: 'ms',
        goal: atMost(1.2),
        ours: () => p99('SIGCONT'),
        peer: () => p99('SIGSTOP'),
      },
    ];
  },
};

async function recordRuns(bench: Bench, url: string): Promise<void> {
  const { execution } = await engineOn(bench, url);
  const { events, states } = richInputs().mastery as { events: never[]; states: never[] };
  for (let n = 0; n < RUNS; n += 1) await execution.execute('mastery', { states, events }, { version: 'v1' });
}

async function startWorkers(bench: Bench, url: string): Promise<Spawned[]> {
  const host = await openJobs(url, [], { concurrency: 0 });
  bench.defer(() => host.app.close());
  const workers = Array.from({ length: WORKERS }, () => spawnWorker(bench, url));
  for (let n = 0; n < JOBS; n += 1) await host.jobs.enqueue('runs.verify-checksums', { sample_runs: RUNS - 1 });
  const isBusy = async () =>
    (await host.jobs.countOpenJobs()).some(({ status, count }) => status === 'RUNNING' && count === WORKERS);
  while (!(await isBusy())) await sleep(50);
  return workers;
}
