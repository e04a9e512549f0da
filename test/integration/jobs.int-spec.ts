import {
  InvalidJobArgsError,
  JobAlreadyEndedError,
  JobKindNotRegisteredError,
  JobNotFoundError,
} from 'learning-engine/jobs';
import { InvalidArgumentError } from 'learning-engine';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { useTestDatabase } from '../support/database/test-database.js';
import { countedChunks, CountJob, CountOnJob, makeCounts, SECRET } from '../support/engine/count-job.js';
import { ended, type JobHost, openJobs } from '../support/engine/open-jobs.js';

const quick = { pollMs: 20, leaseSeconds: 1, sweepSeconds: 0.1, stopMs: 200 };

/** Statements that wait for a lock. */
const WAITING = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

describe('jobs', () => {
  const database = useTestDatabase();
  let host: JobHost;
  beforeAll(async () => {
    host = await openJobs(database.url, [CountJob], { ...quick, concurrency: 2 });
    await makeCounts(host.dataSource);
  });
  afterAll(() => host?.app.close());

  const count = (args: object) => host.jobs.enqueue('test.count', args);

  it('are worked on to their end, each chunk once', async () => {
    const queued = await host.jobs.enqueue('test.count', { chunks: 5 }, { reason: 'a test' });
    expect(queued).toMatchObject({ status: 'QUEUED', progressDone: 0, progressTotal: null, reason: 'a test' });

    const job = await ended(host.jobs, queued.id);
    expect(job).toMatchObject({ status: 'SUCCESS', progressDone: 5, progressTotal: 5, result: { counted: 5 } });
    expect(await countedChunks(host.dataSource, job.id)).toEqual([0, 1, 2, 3, 4]);
    expect(await messages()).toEqual([]);
    const told = await host.dataSource.query<{ type: string; payload: object }[]>(
      'SELECT type, payload FROM engine_events WHERE key = $1 ORDER BY id',
      [job.id],
    );
    expect(told).toEqual([
      ...[1, 2, 3, 4, 5].map((done) => ({
        type: 'job.progressed',
        payload: { kind: 'test.count', done, total: 5 },
      })),
      { type: 'job.ended', payload: { kind: 'test.count', status: 'SUCCESS' } },
    ]);
  });

  it.each([
    ['throw', 'JOB_FAILED', /^The kind threw RangeError at .*count-job/, 1],
    ['refuse', 'JOB_FAILED', /^The bank has no answers\.$/, 1],
    ['network', 'JOB_FAILED', /^The kind threw Error at .*count-job/, 1],
    ['nan', 'JOB_FAILED', /^The kind threw TypeError at /, 3],
  ])('that fail (%s) say where, and nothing of what they worked on', async (fault, code, message, done) => {
    const job = await ended(host.jobs, (await count({ chunks: 3, fault })).id);
    expect(job).toMatchObject({ status: 'FAILED', errorCode: code, progressDone: done, result: null });
    expect(job.errorMessage).toMatch(message);
    expect(job.errorMessage).not.toContain(SECRET);
  });

  it('are cancelled at once, in the middle of a chunk', async () => {
    const { id } = await count({ chunks: 3, workMs: 600_000 });
    await until(async () => (await host.jobs.getJob(id)).progressTotal === 3);
    expect(await host.jobs.cancelJob(id)).toMatchObject({ status: 'CANCELLED', progressDone: 0 });
    expect(await host.jobs.cancelJob(id)).toMatchObject({ status: 'CANCELLED' });
    // Its worker notices at its next heartbeat: it takes two more jobs at once.
    const others = await Promise.all([count({ chunks: 1 }), count({ chunks: 1 })]);
    for (const other of others) expect(await ended(host.jobs, other.id)).toMatchObject({ status: 'SUCCESS' });
    expect(await host.jobs.getJob(id)).toMatchObject({ status: 'CANCELLED', progressDone: 0 });
    expect(await countedChunks(host.dataSource, id)).toEqual([]);
  });

  it('are handed back by a process that stops, also where their work does not heed the signal', async () => {
    const stopping = await openJobs(database.url, [CountOnJob], { ...quick, concurrency: 1 });
    const { id } = await stopping.jobs.enqueue('test.count-on', { chunks: 2, fault: 'ignore' });
    await until(async () => (await stopping.jobs.getJob(id)).progressDone === 1);
    await stopping.app.close();
    expect(await host.jobs.getJob(id)).toMatchObject({ status: 'QUEUED', progressDone: 1 });
    await host.jobs.cancelJob(id);
  });

  it('that are cancelled while a worker that does not know their kind passes them on leave no message', async () => {
    const own = await openJobs(database.url, [CountOnJob], { ...quick, concurrency: 0 });
    const { id } = await own.jobs.enqueue('test.count-on', { chunks: 1 });
    await own.dataSource.transaction(async (manager) => {
      await manager.query('SELECT FROM job_runs WHERE id = $1 FOR UPDATE', [id]);
      await until(async () => (await host.dataSource.query<unknown[]>(WAITING)).length > 0);
      await manager.query("UPDATE job_runs SET status = 'CANCELLED', ended_at = clock_timestamp() WHERE id = $1", [id]);
    });
    await own.app.close();
    await until(async () => {
      const left = await messages();
      expect(left.filter(({ state }) => state === 'created')).toEqual([]); // none is sent again
      return left.length === 0;
    });
  });

  it('of a transaction are there when it commits, by two statements', async () => {
    const statements: string[] = [];
    const rolledBack = host.dataSource.transaction(async (manager) => {
      await host.jobs.enqueueWithin(manager, 'test.count', { chunks: 1 });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    expect(await messages()).toEqual([]);

    const job = await host.dataSource.transaction((manager) => {
      const ask = manager.query.bind(manager);
      manager.query = ((text: string, values: unknown[]) => {
        statements.push(text);
        return ask(text, values);
      }) as typeof manager.query;
      return host.jobs.enqueueWithin(manager, 'test.count', { chunks: 1 });
    });
    expect(statements).toHaveLength(2);
    expect(await ended(host.jobs, job.id)).toMatchObject({ status: 'SUCCESS' });
  });

  it('whose message was removed are sent again', async () => {
    await host.dataSource.query('ALTER TABLE learning_queue_public.job DISABLE TRIGGER ALL');
    const waiting = await openJobs(database.url, [CountJob], { ...quick, concurrency: 0 });
    const { id } = await waiting.jobs.enqueue('test.count', { chunks: 1 });
    await host.dataSource.query('DELETE FROM learning_queue_public.job');
    await waiting.app.close();
    expect(await ended(host.jobs, id)).toMatchObject({ status: 'SUCCESS' });
  });

  it.each([
    [() => count({ chunks: -1 }), InvalidJobArgsError, 'test.count.chunks must be an integer between 0 and 1000000'],
    [() => count({ chunks: 1, more: 1 }), InvalidJobArgsError, 'test.count.more is not a known field'],
    [() => count({}), InvalidJobArgsError, 'test.count.chunks must be an integer'],
    [() => host.jobs.enqueue('test.none', {}), JobKindNotRegisteredError, 'There is no kind of job test.none'],
    [() => host.jobs.enqueue('test.count', { chunks: 1 }, { reason: '' }), InvalidArgumentError, 'reason must be'],
    [() => host.jobs.getJob('x'), JobNotFoundError, 'There is no job with id x'],
    [() => host.jobs.cancelJob(randomUUID()), JobNotFoundError, 'There is no job'],
    [() => host.jobs.listJobs({ status: 'DONE' as never }), InvalidArgumentError, 'status must be one of'],
    [() => host.jobs.listJobs({}, { before: 'x' }), InvalidArgumentError, 'before must be'],
  ])('reject what is not valid %#', async (call, type, message) => {
    const error = await call().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(type);
    expect((error as Error).message).toContain(message);
  });

  it('end once, also for those who write SQL', async () => {
    const { id } = await ended(host.jobs, (await count({ chunks: 0 })).id);
    await expect(host.jobs.cancelJob(id)).rejects.toThrow(JobAlreadyEndedError);
    const update = (set: string) => host.dataSource.query(`UPDATE job_runs SET ${set} WHERE id = $1`, [id]);
    await expect(update("result = '{}'")).rejects.toThrow('A job ends once.');
    await expect(update("args = '{}'")).rejects.toThrow('What a job was queued with never changes');
  });

  it('are listed by kind and status, page by page', async () => {
    const all: string[] = [];
    for (let before: string | undefined; ;) {
      const page = await host.jobs.listJobs({ kind: 'test.count' }, { limit: 3, before });
      all.push(...page.jobs.map(({ id }) => id));
      if (page.nextBefore === null) break;
      before = page.nextBefore;
    }
    const whole = await host.jobs.listJobs({ kind: 'test.count' });
    expect(all).toEqual(whole.jobs.map(({ id }) => id));
    expect(all.length).toBeGreaterThan(5);
    const failed = await host.jobs.listJobs({ status: 'FAILED' });
    expect(failed.jobs.map(({ status }) => status)).toEqual(new Array(4).fill('FAILED'));
  });

  const messages = () => host.dataSource.query<{ state: string }[]>('SELECT state FROM learning_queue_public.job');
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}
