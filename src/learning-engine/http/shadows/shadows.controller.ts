import { Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { comparedShadowView, shadowView } from '../../evidence/shadows/shadow-view.js';
import { ShadowsService } from '../../evidence/shadows/shadows.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { PageQuery } from '../pagination/page.query.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { AlgoKeyParam, UuidParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { EndShadowRequest, StartShadowRequest } from './shadow.request.js';
import { ComparedShadowResponse, ShadowResponse, ShadowsResponse } from './shadow.response.js';

const SHADOW = 'A shadow: the `id` of one that was started.';

@ApiTags('evidence')
@EngineController('v1/learning/algorithms/:algo_key/shadows')
export class ShadowsController {
  constructor(private readonly shadows: ShadowsService) {}

  @Post()
  @Writes()
  @Access('admin')
  @ApiOperation({
    operationId: 'startShadow',
    summary: 'Compute a version beside the active one',
    description:
      'From the inputs of live runs, after these have ended. Its outputs are recorded and compared, and no caller gets them. It ends ' +
      'when it has run as often as it may, at its date, at the next activation, or when it is ended.',
  })
  @ApiCreatedResponse({ type: ShadowResponse })
  @Problems('algorithm-not-found', 'version-not-found', 'params-not-found', 'cannot-shadow')
  async startShadow(
    @AlgoKeyParam() algoKey: string,
    @ValidBody() { version, params_id, percent, budget, until, reason }: StartShadowRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<ShadowResponse> {
    const asked = {
      ...{ version, percent, budget, reason, paramsId: params_id },
      ...{ until: until ? new Date(until) : undefined, actorUserId: userId },
    };
    return work.change((options) => this.shadows.start(algoKey, { ...asked, ...options }), shadowView);
  }

  @Get()
  @Access('reader')
  @ApiOperation({ operationId: 'listShadows', summary: 'The shadows of an algorithm, newest first' })
  @ApiOkResponse({ type: ShadowsResponse })
  @Problems('algorithm-not-found')
  async listShadows(
    @AlgoKeyParam() algoKey: string,
    @Query() { limit, cursor }: PageQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<ShadowsResponse> {
    const walk = { userId, filters: { algo_key: algoKey } };
    const page = { limit: limit === undefined ? undefined : Number(limit), before: fromCursor(cursor, walk) };
    const { shadows, nextBefore } = await this.shadows.list(algoKey, page);
    return { shadows: shadows.map(shadowView), next_cursor: toCursor(nextBefore, walk) };
  }

  @Get(':shadow_id')
  @Access('reader')
  @ApiOperation({ operationId: 'getShadow', summary: 'A shadow, and how it compares with the live runs' })
  @ApiOkResponse({ type: ComparedShadowResponse })
  @Problems('algorithm-not-found', 'shadow-not-found')
  async getShadow(
    @AlgoKeyParam() algoKey: string,
    @UuidParam('shadow_id', SHADOW) shadowId: string,
  ): Promise<ComparedShadowResponse> {
    return comparedShadowView(await this.shadows.get(algoKey, shadowId));
  }

  @Post(':shadow_id/end')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'endShadow',
    summary: 'End a shadow',
    description: 'No run of it begins any more. One that has ended is answered as it is.',
  })
  @ApiOkResponse({ type: ShadowResponse })
  @Problems('algorithm-not-found', 'shadow-not-found')
  async endShadow(
    @AlgoKeyParam() algoKey: string,
    @UuidParam('shadow_id', SHADOW) shadowId: string,
    @ValidBody() { reason }: EndShadowRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<ShadowResponse> {
    const who = { reason, actorUserId: userId };
    return work.change((options) => this.shadows.end(algoKey, shadowId, { ...who, ...options }), shadowView);
  }
}
