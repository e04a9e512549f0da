import { type Spawned } from '../processes/spawned.js';
import { startScript } from './engine-script.js';

/** Processes that work on jobs of a database; those that a test leaves are killed after it. */
export function useJobWorkers(database: { url: string }) {
  const workers = new Set<Spawned>();
  afterEach(() => {
    workers.forEach((worker) => worker.signalGroup('SIGKILL'));
    workers.clear();
  });
  return {
    start: async (leaseSeconds = 1, concurrency = 2): Promise<Spawned> => {
      const worker = startScript('work-on-jobs', database.url, String(leaseSeconds), String(concurrency));
      workers.add(worker);
      await worker.saying(/^up$/m);
      return worker;
    },
    kill: async (worker: Spawned): Promise<void> => {
      worker.signal('SIGKILL');
      await worker.end();
      workers.delete(worker);
    },
  };
}
