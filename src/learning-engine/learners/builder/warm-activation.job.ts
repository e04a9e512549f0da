import { type OnModuleDestroy, type OnModuleInit, Optional } from '@nestjs/common';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type EntityManager } from 'typeorm';
import { EngineScope } from '../../database/engine-scope.js';
import { EngineEvent, type JobFinished } from '../../domain/engine-events.js';
import { JobFailedError } from '../../errors/job.errors.js';
import { LearningEngineError } from '../../errors/learning-engine.error.js';
import { type Job, type JobContext, type JobPlan, type JobStep } from '../../jobs/job.js';
import { JobKind } from '../../jobs/job-kind.decorator.js';
import { type JobRun } from '../../jobs/job-run.js';
import { JobsService } from '../../jobs/jobs.service.js';
import { RegistryService } from '../../registry/registry.service.js';
import { Id } from '../../schema/value-rules.js';
import { type BuildCursor, BuildProjectionJob, type BuiltChunk } from './build-projection.job.js';
import { WARM_ACTIVATION } from './kinds.js';

/** What becomes active, and what it rests on. Who wants it and why is said of the job. */
export class WarmActivationArgs {
  @Id({ title: 'Algorithm' }) algo_key: string;
  @Id({ title: 'Version' }) version: string;
  @Id({ title: 'Parameters', description: 'Id of the set.' }) params_id: string;
  @Id({ optional: true, title: 'Activation', description: 'The last one, by its id, if no other is to be the last.' })
  expected_activation_id?: string;
  @Id({ optional: true, title: 'Preview', description: 'The digest of its report.' }) preview_digest?: string;
  @Id({ optional: true, title: 'Evaluation', description: 'The digest of its report.' }) evaluation_digest?: string;
  @Id({ optional: true, title: 'Override', description: '`override` opens the gate.' }) override?: string;
  @Id({ optional: true, title: 'Pins', description: '`break` lets sessions go over to it.' }) pins?: string;
}

export const OVERRIDE = 'override';
export const BREAK = 'break';

type Cursor = { stage: 'build'; id: string; build: BuildCursor } | { stage: 'switch'; id: string };
type Found = { chunk: BuiltChunk } | { job: JobRun };

/** Makes the states of all learners by a version with its parameters, and then makes that the active one. */
@JobKind({
  kind: WARM_ACTIVATION,
  description: 'Makes the states of all learners by a version with its parameters, and then makes it the active one.',
  args: WarmActivationArgs,
  needsReason: true,
})
export class WarmActivationJob implements Job<WarmActivationArgs, Cursor, Found>, OnModuleInit, OnModuleDestroy {
  /** Activations that may have been committed, by their jobs. */
  private readonly announcements = new Map<string, () => void>();

  constructor(
    private readonly scope: EngineScope,
    private readonly builder: BuildProjectionJob,
    private readonly registry: RegistryService,
    @Optional() private readonly jobs?: JobsService,
  ) {}

  onModuleInit(): void {
    subscribe(EngineEvent.JOB_FINISHED, this.announce);
  }

  onModuleDestroy(): void {
    unsubscribe(EngineEvent.JOB_FINISHED, this.announce);
  }

  async plan(
    { algo_key, version, params_id }: WarmActivationArgs,
    { jobId: id }: JobContext,
  ): Promise<JobPlan<Cursor>> {
    const { total, cursor } = await this.builder.plan({ algo_key, version, params_id });
    return { total, cursor: { stage: 'build', id, build: cursor } };
  }

  async work(cursor: Cursor, args: WarmActivationArgs, context: JobContext): Promise<Found> {
    if (cursor.stage === 'switch') return { job: await this.jobs!.getJob(cursor.id) };
    return { chunk: await this.builder.work(cursor.build, args, context) };
  }

  async write(
    found: Found,
    cursor: Cursor,
    args: WarmActivationArgs,
    manager: EntityManager,
  ): Promise<JobStep<Cursor>> {
    const { id } = cursor;
    if (cursor.stage === 'switch' || 'job' in found)
      return this.activate((found as { job: JobRun }).job, args, manager);
    const step = await this.builder.write(found.chunk, cursor.build, args, manager);
    if (!('result' in step)) return { done: step.done, cursor: { stage: 'build', id, build: step.cursor } };
    if (step.result.status !== 'READY') throw new JobFailedError('The states were given up while they were made.');
    return { done: step.done, cursor: { stage: 'switch', id } };
  }

  /** In the transaction that ends the job: either both take effect, or neither. */
  private async activate(job: JobRun, args: WarmActivationArgs, manager: EntityManager): Promise<JobStep<Cursor>> {
    const { activationId, announce } = await this.registry
      .activateWithin(manager, args.algo_key, args.version, {
        ...{ actorUserId: job.createdByUserId, reason: job.reason },
        ...{ paramsId: args.params_id, expectedActivationId: args.expected_activation_id },
        evidence: { previewDigest: args.preview_digest, evaluationDigest: args.evaluation_digest },
        override: args.override === OVERRIDE,
        breakPins: args.pins === BREAK,
      })
      .catch(rejected);
    this.announcements.set(job.id, announce);
    return { done: 0, result: { activation_id: activationId } };
  }

  /** After the commit of the end of the job. */
  private readonly announce = (event: unknown): void => {
    const { scope, jobId, status } = event as JobFinished;
    const announce = this.announcements.get(jobId);
    if (scope !== this.scope.name || !announce) return;
    this.announcements.delete(jobId);
    if (status === 'SUCCESS') announce();
  };
}

/** What is rejected now is rejected later, too: what it was decided on has changed. */
function rejected(error: unknown): never {
  if (!(error instanceof LearningEngineError) || error.code === 'DATABASE_UNAVAILABLE') throw error;
  throw new JobFailedError(error.message, { cause: error });
}
