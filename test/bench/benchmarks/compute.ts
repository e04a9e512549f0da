import { freePort } from '../../../src/embedded-postgres/free-port.js';
import { script } from '../../support/processes/spawned.js';
import { atLeast, type Bench, type Benchmark } from '../benchmark.js';
import { ComputeLoad, WARM_UP_ROUNDS, withoutBudget } from '../compute-load.js';
import { perCpuSecond } from '../cpu.js';
import { answering, startServer } from '../processes.js';
import { DeployedService } from '../service.js';

export const compute: Benchmark = {
  name: 'compute',
  description:
    'POST /v1/learning/mastery of the service as it is deployed, with one event, for learners whom it has seen before; by the CPU of its process',
  peer: 'bare Express with the token check by passport-jwt, which calls the same execute',
  async prepare(bench) {
    const deployed = await DeployedService.start(bench, withoutBudget);
    const load = await ComputeLoad.on(deployed);
    const peer = await startPeer(bench, deployed);
    const sides = {
      ours: { pid: deployed.pid, connections: await load.open(bench, deployed.port) },
      peer: { pid: peer.pid, connections: await load.open(bench, peer.port) },
    };
    const { seconds } = bench.options;
    const bodyOf = (input: object, user_id: string) => ({ input, user_id });
    const side = (name: 'ours' | 'peer') => () => {
      const { pid, connections } = sides[name];
      return perCpuSecond(pid, () => load.count(connections, seconds, { bodyOf, path: '', status: 201 }));
    };
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await Promise.all([side('ours')(), side('peer')()]);
    const what = `${sides.ours.connections.length} connections`;
    return [{ what, unit: 'requests/CPU s', goal: atLeast(0.8), ours: side('ours'), peer: side('peer') }];
  },
};

async function startPeer(bench: Bench, { secret, databaseUrl }: DeployedService) {
  const port = await freePort();
  const pid = startServer(
    bench,
    [...script('test/bench/peers/express-execute.cli.ts'), String(port), secret, databaseUrl],
    { NODE_ENV: 'production' },
  );
  await answering(`http://127.0.0.1:${port}/`, 404);
  return { port, pid };
}
