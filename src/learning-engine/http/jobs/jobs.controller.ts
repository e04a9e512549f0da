import { Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type JobRun } from '../../jobs/job-run.js';
import { JobsService } from '../../jobs/jobs.service.js';
import { type JsonObject } from '../../json/json.js';
import { schemaOf } from '../../schema/json-schema.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { UuidParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { CancelJobRequest, CreateJobRequest, JobsQuery } from './job.request.js';
import { JobKindsResponse, JobResponse, JobsResponse, toJobResponse } from './job.response.js';

const JOB = 'A job: the `id` of one that was queued or listed.';

@ApiTags('jobs')
@EngineController('v1/learning/jobs')
export class JobsController {
  constructor(private readonly jobs: JobsService) {}

  @Get()
  @Access('admin')
  @ApiOperation({ operationId: 'listJobs', summary: 'Jobs, newest first' })
  @ApiOkResponse({ type: JobsResponse })
  async listJobs(
    @Query() { limit, cursor, ...filters }: JobsQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<JobsResponse> {
    const walk = { userId, filters };
    const page = { limit: limit === undefined ? undefined : Number(limit), before: fromCursor(cursor, walk) };
    const { kind, status, schedule_id: scheduleId } = filters;
    const { jobs, nextBefore } = await this.jobs.listJobs({ kind, status, scheduleId }, page);
    return { jobs: jobs.map(toJobResponse), next_cursor: toCursor(nextBefore, walk) };
  }

  @Get('kinds')
  @Access('admin')
  @ApiOperation({ operationId: 'listJobKinds', summary: 'The kinds of jobs' })
  @ApiOkResponse({ type: JobKindsResponse })
  listJobKinds(): JobKindsResponse {
    return {
      kinds: this.jobs.kinds().map(({ kind, description, needsReason = false, args }) => ({
        kind,
        description,
        needs_reason: needsReason,
        args: schemaOf(args) as JsonObject,
      })),
    };
  }

  @Get(':job_id')
  @Access('admin')
  @ApiOperation({ operationId: 'getJob', summary: 'One job, with its progress' })
  @ApiOkResponse({ type: JobResponse })
  @Problems('job-not-found')
  async getJob(@UuidParam('job_id', JOB) jobId: string): Promise<JobResponse> {
    return toJobResponse(await this.jobs.getJob(jobId));
  }

  @Post()
  @Writes()
  @Access('admin')
  @ApiOperation({ operationId: 'createJob', summary: 'Queue a job', description: 'A worker takes it.' })
  @ApiCreatedResponse({ type: JobResponse })
  @Problems('invalid-job-kind', 'invalid-job-args')
  async createJob(
    @ValidBody() { kind, args, reason }: CreateJobRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<JobResponse> {
    return work.change(
      (options) => this.jobs.enqueue(kind, args ?? {}, { ...options, createdByUserId: userId, reason }),
      (job: JobRun) => toJobResponse(job),
    );
  }

  @Post(':job_id/cancel')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'cancelJob',
    summary: 'Cancel a job',
    description: 'At once. Chunks that are done stay done; the one in progress has no effect.',
  })
  @ApiOkResponse({ type: JobResponse })
  @Problems('job-not-found', 'job-already-ended')
  async cancelJob(
    @UuidParam('job_id', JOB) jobId: string,
    @ValidBody() _nothing: CancelJobRequest,
    @CurrentWork() work: Work,
  ): Promise<JobResponse> {
    return work.change(
      (options) => this.jobs.cancelJob(jobId, options),
      (job: JobRun) => toJobResponse(job),
    );
  }
}
