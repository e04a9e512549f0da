import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnv, script, Spawned } from '../support/processes/spawned.js';
import { type Bench } from './benchmark.js';

/** Until a process that was paused is in the middle of its work again. */
const RESUMING_MS = 300;

/**
 * Starts a worker in a group of processes of its own, which ends with the benchmark.
 *
 * @param command of another program than the service's
 */
export function spawnWorker(bench: Bench, url: string, command = [...script('src/cli/main.ts'), 'worker']): Spawned {
  const worker = Spawned.run(process.execPath, command, cleanEnv({ DATABASE_URL: url }));
  bench.defer(async () => {
    worker.signalGroup('SIGKILL');
    await worker.end();
  });
  return worker;
}

/** Lets workers go on, or stops them where they are. */
export async function signalAll(workers: readonly Spawned[], signal: 'SIGCONT' | 'SIGSTOP'): Promise<void> {
  workers.forEach((worker) => worker.signalGroup(signal));
  await sleep(RESUMING_MS);
}
