import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../database/engine-scope.js';
import { type ChangeOptions, changeInTransaction } from '../database/retry/in-transaction.js';
import { rejectFailure } from '../database/retry/query-with-retry.js';
import { JobStatus } from '../domain/job-status.js';
import { DEFAULT_PAGE } from '../domain/page-limit.js';
import { isUuid, newRunId } from '../domain/uuid.js';
import { checkPageLimit, InvalidArgumentError } from '../errors/input.errors.js';
import { JobAlreadyEndedError, JobNotFoundError } from '../errors/job.errors.js';
import { tellFinished } from './finished-job.js';
import { JobCatalog } from './job-catalog.js';
import { checkJobContext } from './job-context.js';
import { JobConnections, rowsWithin } from './job-connections.js';
import { type JobKindDefinition } from './job-kind.decorator.js';
import { type JobQueue } from './job-queue.js';
import { JOB_COLUMNS, jobOfRow, type JobRun } from './job-run.js';
import { JOB_QUEUE } from './jobs.tokens.js';
import { ADD_JOB, CANCEL_JOB, READ_JOB } from './job.statements.js';
import { isScheduleId, SCHEDULE_ID_RULE } from './schedules/schedule-id.js';
import { countOpenJobs, type OpenJobs } from './open-jobs.js';

/** Who queues a job, and why. */
export interface EnqueueOptions extends ChangeOptions<JobRun> {
  createdByUserId?: string | null;
  /** At most 1,000 characters that show as they are. */
  reason?: string | null;
}

/** Which jobs are listed. */
export interface JobFilter {
  kind?: string;
  status?: JobStatus;
  /** The jobs of this schedule. */
  scheduleId?: string;
}

export interface JobPage {
  /** The newest first. */
  jobs: JobRun[];
  /** What to ask the next page `before`; null after the last one. */
  nextBefore: string | null;
}

/**
 * Jobs: work that outlives the process that does it.
 *
 * Every method throws DatabaseUnavailableError when the database cannot do its part.
 */
@Injectable()
export class JobsService {
  /** @internal Nest makes it. */
  constructor(
    private readonly scope: EngineScope,
    private readonly connections: JobConnections,
    private readonly catalog: JobCatalog,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
  ) {}

  /** The kinds of jobs that this process knows. */
  kinds(): JobKindDefinition[] {
    return this.catalog.list();
  }

  /**
   * Queues a job.
   *
   * @param args the arguments of its kind, see the kind's class
   * @throws JobKindNotRegisteredError, InvalidJobArgsError, InvalidArgumentError; nothing is queued
   * @throws CallAbortedError when the signal was aborted in time; nothing is queued
   */
  async enqueue(kind: string, args: object, options: EnqueueOptions = {}): Promise<JobRun> {
    const values = this.checked(kind, args, options);
    return changeInTransaction(this.scope.dataSource, (manager) => this.add(manager, values), options);
  }

  /** As `enqueue`, in the transaction of the caller: the job is there when it commits. Two statements. */
  async enqueueWithin(
    manager: EntityManager,
    kind: string,
    args: object,
    options: Pick<EnqueueOptions, 'createdByUserId' | 'reason'> = {},
  ): Promise<JobRun> {
    return this.add(manager, this.checked(kind, args, options)).catch(rejectFailure);
  }

  /** @throws JobNotFoundError */
  async getJob(jobId: string): Promise<JobRun> {
    if (!isUuid(jobId)) throw new JobNotFoundError(String(jobId));
    const [row] = await this.connections.query<JobRun>(READ_JOB, [jobId, this.tenant]);
    if (!row) throw new JobNotFoundError(jobId);
    return jobOfRow(row);
  }

  /**
   * Jobs, the newest first.
   *
   * @param page.limit jobs in a page, 1 to 200, default 50
   * @param page.before `nextBefore` of the page before
   * @throws InvalidArgumentError naming the field
   */
  async listJobs(filter: JobFilter = {}, page: { limit?: number; before?: string } = {}): Promise<JobPage> {
    const { limit = DEFAULT_PAGE, before } = page;
    checkPageLimit(limit);
    if (before !== undefined && !isUuid(before)) {
      throw new InvalidArgumentError('before', 'must be the nextBefore of a page');
    }
    const { text, values } = listStatement(checkFilter(filter), this.tenant, before, limit + 1);
    const rows = await this.connections.query<JobRun>(text, values);
    const jobs = rows.slice(0, limit).map(jobOfRow);
    return { jobs, nextBefore: rows.length > limit ? jobs.at(-1)!.id : null };
  }

  /** How many jobs wait or are worked on, by kind: what monitoring asks. */
  async countOpenJobs(): Promise<OpenJobs[]> {
    return countOpenJobs((text, values) => this.connections.query<OpenJobs>(text, values), this.tenant);
  }

  /**
   * Cancels a job: at once, whatever its worker is doing. The chunk in progress has no effect; those before it stay done. A job that was
   * cancelled before is answered as it is.
   *
   * @throws JobNotFoundError, JobAlreadyEndedError; nothing is changed
   */
  async cancelJob(jobId: string, options: ChangeOptions<JobRun> = {}): Promise<JobRun> {
    if (!isUuid(jobId)) throw new JobNotFoundError(String(jobId));
    let isNew = false;
    const cancel = async (manager: EntityManager) => {
      const [cancelled] = await rowsWithin<JobRun>(manager, CANCEL_JOB, [jobId, this.tenant]);
      isNew = cancelled !== undefined;
      if (!cancelled) return this.ended(manager, jobId);
      await this.queue.remove(jobId, manager);
      return jobOfRow(cancelled);
    };
    const job = await changeInTransaction(this.scope.dataSource, cancel, options);
    if (isNew) tellFinished(this.scope.name, job);
    return job;
  }

  private get tenant(): string {
    return this.scope.name.tenant;
  }

  private checked(kind: string, args: unknown, { createdByUserId = null, reason = null }: EnqueueOptions): unknown[] {
    const known = this.catalog.get(kind);
    checkJobContext(known.definition, { createdByUserId }, reason);
    return [newRunId(), this.tenant, kind, this.catalog.argsOf(known, args), createdByUserId, reason];
  }

  private async add(manager: EntityManager, values: unknown[]): Promise<JobRun> {
    const [row] = await rowsWithin<JobRun>(manager, ADD_JOB, values);
    await this.queue.send(row!.id, manager);
    return jobOfRow(row!);
  }

  private async ended(manager: EntityManager, jobId: string): Promise<JobRun> {
    const [job] = await rowsWithin<JobRun>(manager, READ_JOB, [jobId, this.tenant]);
    if (!job) throw new JobNotFoundError(jobId);
    if (job.status !== JobStatus.CANCELLED) throw new JobAlreadyEndedError(jobId, job.status);
    return jobOfRow(job);
  }
}

const FILTERS = { kind: 'kind =', status: 'status =', scheduleId: 'schedule_id =' } satisfies Record<
  keyof JobFilter,
  string
>;

/** @throws InvalidArgumentError naming the field */
function checkFilter(filter: JobFilter): JobFilter {
  const { kind, status, scheduleId } = filter;
  if (kind !== undefined && typeof kind !== 'string') throw new InvalidArgumentError('kind', 'must be a text');
  if (scheduleId !== undefined && !isScheduleId(scheduleId)) {
    throw new InvalidArgumentError('scheduleId', SCHEDULE_ID_RULE);
  }
  if (status !== undefined && !Object.hasOwn(JobStatus, status)) {
    throw new InvalidArgumentError('status', `must be one of ${Object.keys(JobStatus).join(', ')}`);
  }
  return { kind, status, scheduleId };
}

function listStatement(filter: JobFilter, tenant: string, before: string | undefined, limit: number) {
  const values: unknown[] = [tenant];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = Object.entries(FILTERS).flatMap(([name, condition]) => {
    const value = filter[name as keyof JobFilter];
    return value === undefined ? [] : [`${condition} ${bind(value)}`];
  });
  if (before !== undefined) conditions.push(`id < ${bind(before)}`);
  const text = `SELECT ${JOB_COLUMNS} FROM job_runs WHERE ${['tenant = $1', ...conditions].join(' AND ')} ORDER BY id DESC LIMIT ${bind(limit)}`;
  return { text, values };
}
