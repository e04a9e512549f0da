import { atMost, type Benchmark } from '../benchmark.js';
import { engineOn } from '../engine.js';
import { executor } from '../executor.js';

const CALLERS = 64;
const EARLY = 10_000;

export const memory: Benchmark = {
  name: 'memory',
  description: 'the heap after a million executions in one process',
  peer: 'the heap after ten thousand',
  rounds: 1,
  async prepare(bench) {
    const { executes } = bench.options;
    const run = await executor(await engineOn(bench, await bench.database()));
    const early = Math.min(EARLY, executes / 10);
    await times(early, run);
    const before = heap();
    await times(executes - early, run);
    const after = heap();
    return [{ what: `${executes} executions`, unit: 'MiB', goal: atMost(1.1), ours: () => after, peer: () => before }];
  },
};

async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  let left = count;
  const call = async () => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
}

/** What is left after the garbage is gone: twice, because what finalizers give up goes the second time. */
function heap(): number {
  globalThis.gc!();
  globalThis.gc!();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
