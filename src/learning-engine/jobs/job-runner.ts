import { Inject, Injectable, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { inTransaction } from '../database/retry/in-transaction.js';
import { JobFailedError } from '../errors/job.errors.js';
import { placeOfThrow } from '../errors/place-of-throw.js';
import { canonicalJson } from '../json/canonical-json.js';
import { type JsonObject } from '../json/json.js';
import { ComputeProcess } from './compute/compute-process.js';
import { failureOf, isFinal, isOfDatabase } from './job-failure.js';
import { type CatalogedKind, JobCatalog } from './job-catalog.js';
import { JobConnections, rowsWithin } from './job-connections.js';
import { tellFinished } from './finished-job.js';
import { JobLease } from './job-lease.js';
import { JobQueue } from './job-queue.js';
import { type HeldJob, jobOfRow, type JobRun } from './job-run.js';
import { type JobSettings } from './job-settings.js';
import {
  ADVANCE_JOB,
  CLAIM_JOB,
  FAIL_JOB,
  FINISH_JOB,
  HOLD_JOB,
  KEEP_WAITING,
  PLAN_JOB,
  READ_HELD_JOB,
  RELEASE_JOB,
} from './job.statements.js';
import { JOB_SETTINGS } from './jobs.tokens.js';
import { type Job, type JobContext, type JobStep } from './job.js';

/** That this process is to stop. */
export interface StopSignals {
  /** After the chunk in progress. */
  soon: AbortSignal;
  /** In the middle of it. */
  now: AbortSignal;
}

const DEFAULT_ATTEMPTS = 5;
const PAUSE_OF_DATABASE_MS = 1000;
/** For other workers, which may know the kind. */
const PASS_ON_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 300;

/** This fence no longer holds the job: it was cancelled, taken over, or has ended. */
class JobLostError extends Error {}

/** One job in the hands of this process. */
interface Work {
  job: HeldJob;
  known: CatalogedKind;
  lease: JobLease;
  context: JobContext;
}

/** Works on a job, chunk by chunk, until it ends, is lost, or this process stops. */
@Injectable()
export class JobRunner {
  private readonly logger = new Logger('LearningEngine');

  constructor(
    private readonly scope: EngineScope,
    private readonly connections: JobConnections,
    private readonly catalog: JobCatalog,
    private readonly queue: JobQueue,
    @Inject(JOB_SETTINGS) private readonly settings: JobSettings,
  ) {}

  /** @throws DatabaseUnavailableError when the job could not be taken */
  async run(id: string, stop: StopSignals): Promise<void> {
    const { tenant } = this.scope.name;
    const kinds = this.catalog.list().map(({ kind }) => kind);
    const [row] = await this.connections.write<HeldJob>(CLAIM_JOB, [id, tenant, this.settings.leaseSeconds, kinds]);
    if (!row) return this.passOn(id);
    await this.queue.remove(id);
    const job = jobOfRow(row);
    const known = this.catalog.get(job.kind);
    const { timeLimitMs, memoryLimitMiB } = known.definition;
    const lease = new JobLease(this.connections, id, job.fence, this.settings.leaseSeconds);
    const signal = AbortSignal.any([lease.signal, stop.now]);
    const child = new ComputeProcess({ timeLimitMs, memoryLimitMiB, signal });
    const hold = async (manager: EntityManager): Promise<void> => {
      const held = await rowsWithin(manager, HOLD_JOB, [id, job.fence]);
      if (held.length === 0) throw new JobLostError();
    };
    const context: JobContext = { jobId: id, signal, compute: child.compute.bind(child), hold };
    try {
      await this.workOn({ job, known, lease, context }, stop);
    } finally {
      lease.end();
      child.end();
    }
  }

  /** A message of a job that another worker has, or that has ended, is removed; one of a kind that is not known here is for others. */
  private async passOn(id: string): Promise<void> {
    await inTransaction(this.scope.dataSource, async (manager) => {
      const [waiting] = await rowsWithin(manager, KEEP_WAITING, [id, this.scope.name.tenant]);
      await this.queue.remove(id, manager);
      if (waiting) await this.queue.send(id, manager, { afterSeconds: PASS_ON_SECONDS });
    });
  }

  private async workOn(work: Work, stop: StopSignals): Promise<void> {
    const { id, kind, attempts } = work.job;
    const most = work.known.definition.attempts ?? DEFAULT_ATTEMPTS;
    if (attempts > most) {
      const lost = `The chunk was begun ${most} times, and its process was lost each time.`;
      return this.fail(work, new JobFailedError(lost));
    }
    let wasDatabaseBlamed = false;
    for (let next: HeldJob | undefined = work.job; next;) {
      work.job = next;
      if (stop.soon.aborted) return this.release(work, work.job.attempts - 1, 0);
      try {
        next = await this.advance(work);
        wasDatabaseBlamed = false;
      } catch (error) {
        if (error instanceof JobLostError || work.lease.signal.aborted) {
          this.logger.log(`Job ${id} (${kind}) is no longer held by this process: it was cancelled or taken over`);
          return;
        }
        if (stop.now.aborted) return this.release(work, work.job.attempts - 1, 0);
        if (!isOfDatabase(error)) return this.giveUp(work, error, most);
        // Errors of the kind's own connections look alike. A database that answers may have been away just now: once, it is blamed.
        if (wasDatabaseBlamed && (await this.doesDatabaseAnswer(work))) return this.giveUp(work, error, most);
        wasDatabaseBlamed = true;
        this.logger.warn(`Job ${id} (${kind}) waits for the database`);
        next = await this.whenDatabaseIsBack(work, stop);
      }
    }
  }

  /** Plans the job, or does its next chunk. Undefined after the last one. */
  private async advance({ job, known, lease, context }: Work): Promise<HeldJob | undefined> {
    const kind = known.job as unknown as Job;
    const args = this.catalog.argsOf(known, job.args);
    const [id, fence] = [job.id, lease.fence];
    if (job.cursor === null) {
      const { total, cursor } = await unlessAborted(kind.plan(args, context), context.signal);
      const planned = await this.connections.write(PLAN_JOB, [id, fence, total, canonicalJson(cursor)]);
      if (planned.length === 0) throw new JobLostError();
      return { ...job, cursor, progressTotal: total };
    }
    const found = await unlessAborted(kind.work(job.cursor, args, context), context.signal);
    const { step, ended } = await inTransaction(this.scope.dataSource, async (manager) => {
      await context.hold(manager);
      const made: JobStep<JsonObject> = await kind.write(found, job.cursor!, args, manager);
      const [text, value] = 'result' in made ? [FINISH_JOB, made.result] : [ADVANCE_JOB, made.cursor];
      const [row] = await rowsWithin<JobRun>(manager, text, [id, fence, made.done, canonicalJson(value)]);
      return { step: made, ended: row! };
    });
    if (!('result' in step)) {
      return { ...job, cursor: step.cursor, progressDone: job.progressDone + step.done, attempts: 1 };
    }
    tellFinished(this.scope.name, jobOfRow(ended));
    return undefined;
  }

  private doesDatabaseAnswer({ job, lease }: Work): Promise<boolean> {
    return this.connections.query(READ_HELD_JOB, [job.id, lease.fence]).then(
      () => true,
      () => false,
    );
  }

  /** Whether the last write took effect is not known: the record says it. */
  private async whenDatabaseIsBack({ job, lease }: Work, stop: StopSignals): Promise<HeldJob | undefined> {
    for (;;) {
      if (stop.soon.aborted || lease.signal.aborted) return undefined;
      await sleep(PAUSE_OF_DATABASE_MS);
      try {
        const [row] = await this.connections.query<HeldJob>(READ_HELD_JOB, [job.id, lease.fence]);
        return row && jobOfRow(row);
      } catch {
        // It is not back yet.
      }
    }
  }

  private async giveUp(work: Work, error: unknown, most: number): Promise<void> {
    const { id, kind, attempts } = work.job;
    if (isFinal(error) || attempts >= most) return this.fail(work, error);
    this.logger.warn(`Job ${id} (${kind}) failed at attempt ${attempts} of ${most}: ${placeOfThrow(error)}`);
    await this.release(work, attempts, Math.min(2 ** attempts, LONGEST_PAUSE_SECONDS));
  }

  private async fail({ job, lease }: Work, error: unknown): Promise<void> {
    const { errorCode, errorMessage } = failureOf(error);
    const [ended] = await this.connections.write<JobRun>(FAIL_JOB, [job.id, lease.fence, errorCode, errorMessage]);
    if (ended) tellFinished(this.scope.name, jobOfRow(ended));
  }

  /** Hands the job back. Where that cannot be done, others take it over when its lease has expired. */
  private async release({ job, lease }: Work, attempts: number, afterSeconds: number): Promise<void> {
    await inTransaction(this.scope.dataSource, async (manager) => {
      const released = await rowsWithin(manager, RELEASE_JOB, [job.id, lease.fence, Math.max(0, attempts)]);
      if (released.length > 0) await this.queue.send(job.id, manager, { afterSeconds });
    }).catch((error: unknown) => {
      this.logger.warn(`Job ${job.id} (${job.kind}) was not handed back: ${placeOfThrow(error)}`);
    });
  }
}

/** Work that does not heed the signal is left to itself: its result has no effect. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
