import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnv, Spawned } from '../../support/processes/spawned.js';
import { atMost, type Benchmark } from '../benchmark.js';
import { answering } from '../processes.js';

export const start: Benchmark = {
  name: 'start',
  description: 'npm start, build included, on a database that is there, until the first request is answered',
  peer: 'nothing: it is a time',
  async prepare(bench) {
    const folder = await mkdtemp(join(tmpdir(), 'learning-engine-bench-start-'));
    await chmod(folder, 0o711); // as root the embedded server runs as another account, which has to get in
    bench.defer(() => rm(folder, { recursive: true, force: true }));
    return [{ what: 'npm start', unit: 's', goal: atMost(5), ours: () => secondsToAnswer(folder) }];
  },
};

async function secondsToAnswer(folder: string): Promise<number> {
  const begin = performance.now();
  const service = Spawned.run('npm', ['start'], cleanEnv({ NODE_ENV: 'development', PORT: '0', DATA_DIR: folder }));
  try {
    const [, origin] = await service.saying(/Active versions +(http:\/\/[^/]+)/);
    await answering(`${origin}/health/ready`, 200);
    return (performance.now() - begin) / 1000;
  } finally {
    service.signalGroup('SIGINT');
    await service.end();
  }
}
