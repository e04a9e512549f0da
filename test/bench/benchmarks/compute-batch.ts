import { atLeast, type Benchmark } from '../benchmark.js';
import { ComputeLoad, WARM_UP_ROUNDS, withoutBudget } from '../compute-load.js';
import { perCpuSecond } from '../cpu.js';
import { engineOn } from '../engine.js';
import { executor } from '../executor.js';
import { rateOf } from '../measure.js';
import { DeployedService } from '../service.js';

const ITEMS = 100;
/** Of a nightly program, and of callers in one process. */
const CONNECTIONS = 2;
const CALLERS = 64;

export const computeBatch: Benchmark = {
  name: 'compute-batch',
  description: `POST /v1/learning/mastery/batch of the service as it is deployed, with ${ITEMS} items of one event; by the CPU of its process`,
  peer: `the same items by execute in one process, ${CALLERS} callers`,
  async prepare(bench) {
    const deployed = await DeployedService.start(bench, withoutBudget);
    const load = await ComputeLoad.on(deployed);
    const connections = await load.open(bench, deployed.port, CONNECTIONS);
    const run = await executor(await engineOn(bench, await bench.database()));
    const { seconds } = bench.options;
    const batches = () =>
      perCpuSecond(deployed.pid, async () => {
        const bodyOf = (input: object) => ({ items: load.spread(ITEMS, input) });
        return ITEMS * (await load.count(connections, seconds, { bodyOf, path: '/batch', status: 200 }));
      });
    const inProcess = () =>
      perCpuSecond(process.pid, async () => {
        let count = 0;
        await rateOf(seconds, CALLERS, () => run().then(() => (count += 1)));
        return count;
      });
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) for (const side of [batches, inProcess]) await side();
    const what = `${ITEMS} items, ${CONNECTIONS} connections`;
    return [{ what, unit: 'runs/CPU s', goal: atLeast(0.8), ours: batches, peer: inProcess }];
  },
};
