import { setTimeout as sleep } from 'node:timers/promises';
import { TcpProxy } from '../../support/database/tcp-proxy.js';
import { openJobs } from '../../support/engine/open-jobs.js';
import { atMost, type Benchmark } from '../benchmark.js';

/** So many times as long as others measure: a worker does some things every minute. */
const LONGER = 30;

export const workerIdle: Benchmark = {
  name: 'worker-idle',
  description: 'statements that a worker with nothing to do sends, all of them, as the server confirms them',
  peer: 'nothing: it is a rate',
  rounds: 1,
  async prepare(bench) {
    const proxy = await TcpProxy.to(await bench.database());
    bench.defer(() => proxy.close());
    const { app } = await openJobs(proxy.url, []);
    bench.defer(() => app.close());
    const seconds = bench.options.seconds * LONGER;
    return [
      {
        what: 'one idle worker',
        unit: 'statements/s',
        goal: atMost(2),
        ours: async () => {
          const before = proxy.statements;
          await sleep(seconds * 1000);
          return (proxy.statements - before) / seconds;
        },
      },
    ];
  },
};
