import { atLeast, type Benchmark } from '../benchmark.js';
import { engineOn, runRecorder } from '../engine.js';
import { rateOf } from '../measure.js';
import { openLoad, type RunLogLoad } from '../peers/pgbench.js';

const CALLERS = 64;
const CLIENTS = [1, 4, 8, 16, 32];

export const runLog64: Benchmark = {
  name: 'run-log-64',
  description: 'the same with 64 callers in one process',
  peer: 'the two statements by pgbench, with as many clients as suit it best',
  async prepare(bench) {
    const url = await bench.database();
    const { algoVersionId, paramsId, record } = await runRecorder(await engineOn(bench, url));
    const load = await openLoad(bench, url, algoVersionId, paramsId);
    const { seconds } = bench.options;
    const clients = await bestClients(load, seconds);
    return [
      {
        what: `${CALLERS} callers; ${load.name} with ${clients} clients`,
        unit: 'runs/s',
        goal: atLeast(2),
        ours: () => rateOf(seconds, CALLERS, record),
        peer: () => load.rate(clients, seconds),
      },
    ];
  },
};

async function bestClients(load: RunLogLoad, seconds: number): Promise<number> {
  let best = { clients: 0, rate: 0 };
  for (const clients of CLIENTS) {
    const rate = await load.rate(clients, seconds);
    if (rate > best.rate) best = { clients, rate };
  }
  return best.clients;
}
