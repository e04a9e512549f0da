import { useTestDatabase } from '../support/database/test-database.js';
import { MisbehavingJob } from '../support/engine/misbehaving-job.js';
import { countedChunks, CountOnJob, expectCounted, makeCounts } from '../support/engine/count-job.js';
import { useJobWorkers } from '../support/engine/job-workers.js';
import { drained, ended, type JobHost, openJobs } from '../support/engine/open-jobs.js';
import { scaled } from '../support/fault-scale.js';
import { BUILT } from '../support/processes/spawned.js';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

const JOBS = scaled(60, 6);
const CHUNKS = scaled(40, 10);
const KILLS = scaled(100, 6);
const WORKERS = 3;

describe('J1, J2: jobs whose workers are killed, paused or asked to stop', () => {
  const database = useTestDatabase();
  const { start: startWorker, kill: killed } = useJobWorkers(database);
  let host: JobHost;
  beforeAll(async () => {
    host = await openJobs(database.url, [CountOnJob, MisbehavingJob], { concurrency: 0 });
    await makeCounts(host.dataSource);
  });
  afterAll(() => host?.app.close());

  const expectOnce = (id: string, chunks: number) => expectCounted(host, id, chunks);
  const messages = () =>
    host.dataSource.query<unknown[]>("SELECT FROM learning_queue_public.job WHERE state < 'completed'");

  it(
    'are done to their end once, whenever workers are killed',
    async () => {
      const ids = await Promise.all(
        Array.from(
          { length: JOBS },
          async () => (await host.jobs.enqueue('test.count-on', { chunks: CHUNKS, workMs: 30 })).id,
        ),
      );
      const done = drained(host.jobs);
      let isDone = false;
      void done.finally(() => (isDone = true));
      let kills = KILLS;
      await Promise.all(
        Array.from({ length: WORKERS }, async () => {
          while (!isDone) {
            const worker = await startWorker();
            await Promise.race([done, sleep(Math.random() * 1500)]);
            if (kills > 0) {
              kills -= 1;
              await killed(worker);
            } else await done;
          }
        }),
      );
      for (const id of ids) await expectOnce(id, CHUNKS);
      expect(await messages()).toEqual([]);
    },
    scaled(3_600_000, 180_000),
  );

  it('write nothing any more when they wake up after another worker has the job', async () => {
    const asleep = await startWorker(1, 1);
    const { id } = await host.jobs.enqueue('test.count-on', { chunks: 12, workMs: 400 });
    const progress = async () => (await host.jobs.getJob(id)).progressDone;
    await until(async () => (await progress()) >= 2);
    asleep.signal('SIGSTOP');
    const reached = await progress();
    const other = await startWorker(1, 1);
    await until(async () => (await progress()) >= reached + 3);
    // It has done the work of a chunk that is written by now, and the job is still RUNNING.
    asleep.signal('SIGCONT');
    await ended(host.jobs, id);
    await expectOnce(id, 12);
    await Promise.all([asleep, other].map(killed));
  });

  it('are handed back between two chunks when a worker is asked to stop, or in the middle of a long one', async () => {
    const worker = await startWorker(600, 2);
    const [short, long] = await Promise.all([
      host.jobs.enqueue('test.count-on', { chunks: 100_000, workMs: 50 }),
      host.jobs.enqueue('test.count-on', { chunks: 3, workMs: 600_000 }),
    ]);
    await until(async () => (await host.jobs.getJob(short.id)).progressDone >= 3);
    await until(async () => (await host.jobs.getJob(long.id)).progressTotal === 3);
    worker.signal('SIGTERM');
    await worker.saying(/^stopped$/m);
    const done = (await host.jobs.getJob(short.id)).progressDone;
    expect(await host.jobs.getJob(short.id)).toMatchObject({ status: 'QUEUED', attempts: 0 });
    expect(await host.jobs.getJob(long.id)).toMatchObject({ status: 'QUEUED', progressDone: 0, attempts: 0 });
    expect(await countedChunks(host.dataSource, short.id)).toHaveLength(done);

    // The next worker goes on at once: no lease has to expire.
    await startWorker(600, 2);
    await until(async () => (await host.jobs.getJob(short.id)).progressDone > done);
    for (const { id } of [short, long]) await host.jobs.cancelJob(id);
  });

  it('compute in a process of low priority, which is ended by time and by memory', async () => {
    const worker = await startWorker(600, 1);
    const outcome = async (does: string) => ended(host.jobs, (await host.jobs.enqueue('test.misbehave', { does })).id);
    const told = await outcome('tell');
    const [one, other] = told.result!.seen as unknown as { pid: number; priority: number }[];
    expect(one).toEqual({ pid: other!.pid, priority: 19, isMainThread: true });
    expect(one!.pid).not.toBe(worker.pid);
    await until(() => Promise.resolve(!isAlive(one!.pid)));

    expect(await outcome('spin')).toMatchObject({ status: 'FAILED', errorCode: 'TIMED_OUT' });
    expect(await outcome('allocate')).toMatchObject({ status: 'FAILED', errorCode: 'OUT_OF_MEMORY' });
    expect(await outcome('allocate buffers')).toMatchObject({ status: 'FAILED', errorCode: 'OUT_OF_MEMORY' });
    expect(await outcome('exit')).toMatchObject({ status: 'FAILED', errorCode: 'JOB_FAILED' });
    const thrown = await outcome('throw');
    expect(thrown).toMatchObject({ status: 'FAILED', errorCode: 'JOB_FAILED' });
    expect(thrown.errorMessage).toMatch(/^The computation threw RangeError at .*misbehave/);
    expect(thrown.errorMessage).not.toContain('answer of a learner');
    expect(await outcome('tell')).toMatchObject({ status: 'SUCCESS' });
    expect(worker.stderr).toBe('');
  });

  it('leave no process behind when a worker is killed in the middle of a computation', async () => {
    const worker = await startWorker(600, 1);
    const { id } = await host.jobs.enqueue('test.misbehave', { does: 'spin' });
    await until(async () => (await childrenOf(worker.pid)).length > 0);
    const [child] = await childrenOf(worker.pid);
    await killed(worker);
    await until(() => Promise.resolve(!isAlive(child!)));
    await host.jobs.cancelJob(id);
  });

  it('leave no process behind when a worker is killed before its process has begun', async () => {
    const script = `${BUILT}/src/learning-engine/jobs/compute/compute-child.js`;
    // As one sees it whose parent is gone: another process is its parent now.
    const child = fork(script, [String(process.pid + 1)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.send({ module: pathToFileURL(`${BUILT}/test/fixtures/compute/misbehave.js`).href, input: { does: 'spin' } });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}

/** On Linux, where the project is tested. */
async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}
