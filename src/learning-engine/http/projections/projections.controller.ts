import { Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type JobRun } from '../../jobs/job-run.js';
import { ProjectionsService } from '../../learners/builder/projections.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { JobResponse, toJobResponse } from '../jobs/job.response.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { UuidParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { BuildProjectionRequest, ProjectionsQuery, RetireProjectionRequest } from './projection.request.js';
import { ProjectionResponse, ProjectionsResponse, toProjection } from './projection.response.js';

@ApiTags('learners')
@EngineController('v1/learning/projections')
export class ProjectionsController {
  constructor(private readonly projections: ProjectionsService) {}

  @Get()
  @Access('admin')
  @ApiOperation({
    operationId: 'listProjections',
    summary: 'The states of all learners that are kept, by version and parameters, and how far they are',
  })
  @ApiOkResponse({ type: ProjectionsResponse })
  async listProjections(
    @Query() { limit, cursor, ...filters }: ProjectionsQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<ProjectionsResponse> {
    const walk = { userId, filters };
    const { projections, nextAfter } = await this.projections.list(
      { algoKey: filters.algo_key, status: filters.status },
      { limit: limit === undefined ? undefined : Number(limit), after: fromCursor(cursor, walk) },
    );
    return { projections: projections.map(toProjection), next_cursor: toCursor(nextAfter, walk) };
  }

  @Post()
  @Writes()
  @HttpCode(202)
  @Access('admin')
  @ApiOperation({
    operationId: 'buildProjection',
    summary: 'Make the states of all learners by a version and its parameters',
    description:
      'A worker makes them, those of the last calls first. From then on answers are folded by this version, too. Once they are READY, ' +
      'an activation has nothing left to do. The answer is the job: GET /v1/learning/jobs/{job_id}.',
  })
  @ApiAcceptedResponse({ type: JobResponse })
  @Problems(
    'algorithm-not-found',
    'version-not-found',
    'params-not-found',
    'version-keeps-no-states',
    'jobs-not-set-up',
    'calibration-not-found',
    'skill-map-not-found',
  )
  async buildProjection(
    @ValidBody() { algo_key, version, params_id, calibration_id, skill_map_id, reason }: BuildProjectionRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<JobResponse> {
    const which = {
      ...{ version: version ?? undefined, paramsId: params_id ?? undefined },
      ...{ calibrationId: calibration_id ?? undefined, skillMapId: skill_map_id ?? undefined },
    };
    return work.change(
      (options) => this.projections.build(algo_key, which, { ...options, createdByUserId: userId, reason }),
      (job: JobRun) => toJobResponse(job),
    );
  }

  @Post(':projection_id/retire')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'retireProjection',
    summary: 'Stop to keep states up to date that are not needed any more',
    description: 'A job removes them. May be repeated.',
  })
  @ApiOkResponse({ type: ProjectionResponse })
  @Problems('projection-not-found', 'projection-in-use')
  async retireProjection(
    @UuidParam('projection_id', 'A projection: the `id` of one that was listed.') projectionId: string,
    @ValidBody() _nothing: RetireProjectionRequest,
    @CurrentWork() work: Work,
  ): Promise<ProjectionResponse> {
    work.begin();
    return toProjection(await this.projections.retireOne(projectionId));
  }
}
