import { Delete, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LearnerStateService } from '../../learners/learner-state.service.js';
import { LearnerPageService } from '../../learners/page/learner-page.service.js';
import { LearnersService } from '../../learners/learners.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { Problems } from '../problems/problems.decorator.js';
import { ReadsPersons } from '../requests/audit.interceptor.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { LearnerIdParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { EraseLearnerRequest } from './erase-learner.request.js';
import { ErasedLearnerResponse } from './erased-learner.response.js';
import { LearnerNames } from './learner-names.js';
import { LearnerResponse, toLearner } from './learner.response.js';
import { checkMayRead } from './may-read.js';
import { DEFAULT_DUE_KEY, LearnerDueQuery, LearnerStatesQuery } from './states.query.js';
import { DueStatesResponse, LearnerStatesResponse, toDueStates, toLearnerStates } from './states.response.js';

@ApiTags('learners')
@ReadsPersons(true)
@EngineController('v1/learning/learners/:learner_id')
export class LearnersController {
  constructor(
    private readonly states: LearnerStateService,
    private readonly learners: LearnersService,
    private readonly pages: LearnerPageService,
    private readonly names: LearnerNames,
  ) {}

  @Get()
  @Access('user')
  @ApiOperation({
    operationId: 'getLearner',
    summary: 'What is known of a learner, on one page',
    description: 'By the active versions of mastery, revision and adaptive, as of one moment. For whom: as the states.',
  })
  @ApiOkResponse({ type: LearnerResponse })
  @Problems('learner-not-found', 'user-erased')
  async getLearner(@LearnerIdParam() learnerId: string, @CurrentUser() caller: AuthUser): Promise<LearnerResponse> {
    await checkMayRead(this.learners, caller, learnerId);
    const page = await this.pages.getPage(learnerId);
    return toLearner(page, await this.names.of([page.learnerId], caller));
  }

  @Get('state')
  @Access('user')
  @ApiOperation({
    operationId: 'getLearnerState',
    summary: 'What is known of a learner, by the active version of an algorithm',
    description:
      'Users see themselves, readers the learners of their groups, the roles service and admin all. A learner who is not to be seen returns 404.',
  })
  @ApiOkResponse({ type: LearnerStatesResponse })
  @Problems(
    'learner-not-found',
    'algorithm-not-found',
    'version-keeps-no-states',
    'projection-not-found',
    'user-erased',
  )
  async getLearnerState(
    @LearnerIdParam() learnerId: string,
    @Query() { limit, cursor, ...filters }: LearnerStatesQuery,
    @CurrentUser() caller: AuthUser,
  ): Promise<LearnerStatesResponse> {
    await checkMayRead(this.learners, caller, learnerId);
    const walk = { userId: caller.userId, filters: { ...filters, learnerId } };
    const found = await this.states.getState(
      learnerId,
      {
        ...{ algoKey: filters.algo_key, scopeKind: filters.scope_kind, scopeId: filters.scope_id },
        projectionId: filters.projection_id?.toLowerCase(),
      },
      { limit: limit === undefined ? undefined : Number(limit), after: fromCursor(cursor, walk) },
    );
    return toLearnerStates(found, toCursor(found.nextAfter, walk));
  }

  @Get('due')
  @Access('user')
  @ApiOperation({
    operationId: 'getLearnerDue',
    summary: 'What is due for a learner, the earliest first',
    description: 'For whom: as the states.',
  })
  @ApiOkResponse({ type: DueStatesResponse })
  @Problems('learner-not-found', 'algorithm-not-found', 'version-keeps-no-states', 'user-erased')
  async getLearnerDue(
    @LearnerIdParam() learnerId: string,
    @Query() { limit, cursor, ...filters }: LearnerDueQuery,
    @CurrentUser() caller: AuthUser,
  ): Promise<DueStatesResponse> {
    await checkMayRead(this.learners, caller, learnerId);
    const walk = { userId: caller.userId, filters: { ...filters, learnerId } };
    const found = await this.states.getDue(
      { algoKey: filters.algo_key ?? DEFAULT_DUE_KEY, before: new Date(filters.before), learnerId },
      { limit: limit === undefined ? undefined : Number(limit), after: fromCursor(cursor, walk) },
    );
    const nameOf = await this.names.of(
      found.due.map((state) => state.learner_id),
      caller,
    );
    return toDueStates(found, nameOf, toCursor(found.nextAfter, walk));
  }

  @Delete()
  @Writes()
  @Access('admin')
  @ApiOperation({
    operationId: 'eraseLearner',
    summary: 'Erase a learner, and the user of this id',
    description:
      'Their answers, states and sessions go, and records of runs do not name them any more. The id is not used again.',
  })
  @ApiOkResponse({ type: ErasedLearnerResponse })
  async eraseLearner(
    @LearnerIdParam() learnerId: string,
    @ValidBody() _nothing: EraseLearnerRequest,
    @CurrentWork() work: Work,
  ): Promise<ErasedLearnerResponse> {
    return work.change(
      (options) => this.learners.erase(learnerId, options),
      () => ({ learner_id: learnerId, erased: true as const }),
    );
  }
}
