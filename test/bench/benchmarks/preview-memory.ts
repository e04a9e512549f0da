import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { learnerNumber } from '../../support/engine/answers.js';
import { ended } from '../../support/engine/open-jobs.js';
import { openEvidence, setOf } from '../../support/engine/open-evidence.js';
import { buildService } from '../../support/processes/build-service.mjs';
import { fillLogs } from '../answering.js';
import { atMost, type Benchmark } from '../benchmark.js';
import { residentMiB } from '../cpu.js';
import { spawnWorker } from '../worker.js';

/** 100,000 learners by default. */
const ROWS_PER_LEARNER = 50;
const ANSWERS = 10;
const LOOK_MS = 50;

export const previewMemory: Benchmark = {
  name: 'preview-memory',
  description: `the most memory of a worker, and of the process in which it folds, while it previews mastery v1 for all learners: --rows / ${ROWS_PER_LEARNER} of them with ${ANSWERS} answers each`,
  peer: 'none: MiB',
  rounds: 1,
  async prepare(bench) {
    buildService();
    const url = await bench.database();
    const host = await openEvidence(url, { concurrency: 0 });
    bench.defer(() => host.app.close());
    const count = Math.max(20, Math.round(bench.options.rows / ROWS_PER_LEARNER));
    const ids = Array.from({ length: count }, (_, index) => learnerNumber(index));
    await host.dataSource.query('INSERT INTO users (id) SELECT unnest($1::uuid[])', [ids]);
    await fillLogs(host, ids, ANSWERS);
    await host.registry.activateAlgoVersion('mastery', 'v1');
    const paramsId = await setOf(host, 'mastery', 'v1', { p_init: 0.4 });
    const { pid } = spawnWorker(bench, url);
    const asked = { version: 'v1', paramsId, sample: 'all', reason: 'benchmark' } as const;
    const mostOf = async () => {
      const { id } = await host.previews.start('mastery', asked);
      let [most, isOver] = [0, false];
      const watching = (async () => {
        while (!isOver) {
          most = Math.max(most, treeMiB(pid));
          await sleep(LOOK_MS);
        }
      })();
      const { status, errorMessage } = await ended(host.jobs, id);
      isOver = true;
      await watching;
      if (status !== 'SUCCESS') throw new Error(errorMessage ?? status);
      return most;
    };
    return [{ what: `${count} learners`, unit: 'MiB', goal: atMost(300), ours: mostOf }];
  },
};

/** Memory of a process and of those that it has started, on Linux. One that ends meanwhile has none. */
function treeMiB(pid: number): number {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    return children.reduce((sum, child) => sum + treeMiB(child), residentMiB(pid));
  } catch {
    return 0;
  }
}
