import { Delete, Get, HttpCode, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { queuedPreview } from '../../evidence/previews/preview-view.js';
import { PreviewsService } from '../../evidence/previews/previews.service.js';
import { type JobRun } from '../../jobs/job-run.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { Problems } from '../problems/problems.decorator.js';
import { ReadsPersons } from '../requests/audit.interceptor.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { AlgoKeyParam, UuidParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { CandidateQuery } from '../evaluations/candidate.query.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { LocationInterceptor } from './location.interceptor.js';
import { CreatePreviewRequest } from './preview.request.js';
import { PreviewResponse, toPreviewResponse } from './preview.response.js';
import { PreviewsResponse, toMadePreviewResponse } from './previews.response.js';

const PREVIEW = 'A preview: the `id` of one that was started.';

@ApiTags('evidence')
@EngineController('v1/learning/algorithms/:algo_key/previews')
export class PreviewsController {
  constructor(private readonly previews: PreviewsService) {}

  @Post()
  @Writes()
  @UseInterceptors(LocationInterceptor)
  @HttpCode(202)
  @Access('admin')
  @ApiOperation({
    operationId: 'createPreview',
    summary: 'Find out what a version would change for learners',
    description:
      'A worker folds the stored answers of learners by the active version and by the candidate, as of one moment, and compares. Nothing is activated.',
  })
  @ApiAcceptedResponse({
    type: PreviewResponse,
    headers: { Location: { description: 'Where the preview is.', schema: { type: 'string' } } },
  })
  @Problems(
    'algorithm-not-found',
    'version-not-found',
    'params-not-found',
    'calibration-not-found',
    'skill-map-not-found',
    'cannot-preview',
  )
  async createPreview(
    @AlgoKeyParam() algoKey: string,
    @ValidBody() { version, params_id, calibration_id, skill_map_id, sample, now, reason }: CreatePreviewRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<PreviewResponse> {
    const asked = {
      ...{ version, reason, paramsId: params_id, sample: sample ?? undefined },
      ...{ calibrationId: calibration_id ?? undefined, skillMapId: skill_map_id ?? undefined },
      ...{ now: now ? new Date(now) : undefined, actorUserId: userId },
    };
    return work.change(
      (options) => this.previews.start(algoKey, { ...options, ...asked }),
      (job: JobRun) => toPreviewResponse(queuedPreview(job)),
    );
  }

  @Get()
  @Access('admin')
  @ApiOperation({
    operationId: 'listPreviews',
    summary: 'The previews of an algorithm, a version or a parameter set',
    description: 'Those that have been made, without their reports.',
  })
  @ApiOkResponse({ type: PreviewsResponse })
  @Problems('algorithm-not-found')
  async listPreviews(
    @AlgoKeyParam() algoKey: string,
    @Query() { limit, cursor, version, params_id }: CandidateQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<PreviewsResponse> {
    const walk = { userId, filters: { algo_key: algoKey, version, params_id } };
    const { previews, nextBefore } = await this.previews.list(
      algoKey,
      { version, paramsId: params_id },
      { limit: limit === undefined ? undefined : Number(limit), before: fromCursor(cursor, walk) },
    );
    return { previews: previews.map(toMadePreviewResponse), next_cursor: toCursor(nextBefore, walk) };
  }

  @Get(':preview_id')
  @ReadsPersons(true)
  @Access('admin')
  @ApiOperation({ operationId: 'getPreview', summary: 'A preview: its progress, then its report' })
  @ApiOkResponse({ type: PreviewResponse })
  @Problems('algorithm-not-found', 'preview-not-found')
  async getPreview(
    @AlgoKeyParam() algoKey: string,
    @UuidParam('preview_id', PREVIEW) previewId: string,
  ): Promise<PreviewResponse> {
    return toPreviewResponse(await this.previews.get(algoKey, previewId));
  }

  @Delete(':preview_id')
  @Access('admin')
  @ApiOperation({
    operationId: 'cancelPreview',
    summary: 'Cancel a preview',
    description: 'At once. Of what was found out nothing stays. One that was cancelled before is answered as it is.',
  })
  @ApiOkResponse({ type: PreviewResponse })
  @Problems('algorithm-not-found', 'preview-not-found', 'job-already-ended')
  async cancelPreview(
    @AlgoKeyParam() algoKey: string,
    @UuidParam('preview_id', PREVIEW) previewId: string,
    @CurrentWork() work: Work,
  ): Promise<PreviewResponse> {
    return work.change(
      (options) => this.previews.cancel(algoKey, previewId, options),
      (job: JobRun) => toPreviewResponse(queuedPreview(job)),
    );
  }
}
