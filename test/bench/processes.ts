import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanEnv } from '../support/processes/spawned.js';
import { type Bench } from './benchmark.js';

const PATIENCE_MS = 60_000;

/**
 * Starts a server in a process of its own, which ends with the benchmark. What it logs is written to nowhere.
 *
 * @returns the id of the process
 */
export function startServer(bench: Bench, args: string[], env: NodeJS.ProcessEnv): number {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], env: cleanEnv(env) });
  const ended = once(child, 'exit');
  bench.defer(async () => {
    child.kill();
    await ended;
  });
  return child.pid!;
}

/** Resolves as soon as an answer there has this status. */
export async function answering(url: string, status: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.status === status) return;
    if (performance.now() > deadline) throw new Error(`No answer ${status} from ${url}.`);
    await sleep(20);
  }
}
