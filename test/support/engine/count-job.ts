import { IntegerBetween, OneOf } from 'learning-engine/authoring';
import { type Job, type JobContext, JobFailedError, JobKind, type JobStep } from 'learning-engine/jobs';
import { type JobHost } from './open-jobs.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource, type EntityManager } from 'typeorm';

export class CountArgs {
  @IntegerBetween(0, 1_000_000)
  chunks: number;

  /** How long the work of a chunk takes. */
  @IntegerBetween(0, 3_600_000, { optional: true })
  workMs?: number;

  /** What happens in the chunk in the middle, whenever it is begun. */
  @OneOf(['throw', 'refuse', 'nan', 'network', 'network-once', 'ignore'], { optional: true })
  fault?: 'throw' | 'refuse' | 'nan' | 'network' | 'network-once' | 'ignore';
}

/** What a kind under test counts: a row for each chunk that took effect. */
export const makeCounts = (dataSource: DataSource) =>
  dataSource.query('CREATE TABLE counted_chunks (job_id uuid NOT NULL, chunk int NOT NULL, pid int NOT NULL)');

/** The chunks of a job that took effect, in order. */
export const countedChunks = async (dataSource: DataSource, jobId: string): Promise<number[]> => {
  const rows = await dataSource.query<{ chunk: number }[]>(
    'SELECT chunk FROM counted_chunks WHERE job_id = $1 ORDER BY chunk',
    [jobId],
  );
  return rows.map(({ chunk }) => chunk);
};

/** Expects that each chunk of a job took effect once, and that its record says so. */
export async function expectCounted({ jobs, dataSource }: JobHost, id: string, chunks: number): Promise<void> {
  expect(await jobs.getJob(id)).toMatchObject({ status: 'SUCCESS', progressDone: chunks, result: { counted: chunks } });
  expect(await countedChunks(dataSource, id)).toEqual(Array.from({ length: chunks }, (_, chunk) => chunk));
}

/** What a kind under test works on. */
export const SECRET = 'answer of a learner';

/** Counts to a number, one by one. */
@JobKind({ kind: 'test.count', description: 'Counts.', args: CountArgs, attempts: 2 })
export class CountJob implements Job<CountArgs, { chunk: number }, string> {
  private readonly disconnected = new Set<string>();

  plan({ chunks }: CountArgs) {
    return Promise.resolve({ total: chunks, cursor: { chunk: 0 } });
  }

  async work({ chunk }: { chunk: number }, { chunks, workMs = 0, fault }: CountArgs, { jobId, signal }: JobContext) {
    if (chunk === Math.floor(chunks / 2)) {
      if (fault === 'throw') throw new RangeError(SECRET);
      if (fault === 'ignore') return new Promise<never>(() => undefined);
      if (fault === 'network' || (fault === 'network-once' && !this.disconnected.has(jobId))) {
        this.disconnected.add(jobId);
        throw Object.assign(new Error(SECRET), { code: 'ECONNREFUSED' });
      }
      if (fault === 'refuse') throw new JobFailedError('The bank has no answers.');
    }
    if (workMs > 0) await sleep(workMs, undefined, { signal });
    return jobId;
  }

  async write(
    jobId: string,
    { chunk }: { chunk: number },
    { chunks, fault }: CountArgs,
    manager: EntityManager,
  ): Promise<JobStep<{ chunk: number }>> {
    if (chunk >= chunks) return { done: 0, result: { counted: fault === 'nan' ? Number.NaN : chunk } };
    await manager.query('INSERT INTO counted_chunks VALUES ($1, $2, $3)', [jobId, chunk, process.pid]);
    return { done: 1, cursor: { chunk: chunk + 1 } };
  }
}

/** The same for tests in which its workers are killed: it is begun again as often as it takes. */
@JobKind({ kind: 'test.count-on', description: 'Counts on.', args: CountArgs, attempts: 1_000_000 })
export class CountOnJob extends CountJob {}
