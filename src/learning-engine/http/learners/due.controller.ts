import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LearnerStateService } from '../../learners/learner-state.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { Problems } from '../problems/problems.decorator.js';
import { ReadsPersons } from '../requests/audit.interceptor.js';
import { EngineController } from '../route-rules.js';
import { LearnerNames } from './learner-names.js';
import { readableGroups } from './may-read.js';
import { DEFAULT_DUE_KEY, DueQuery } from './states.query.js';
import { DueStatesResponse, toDueStates } from './states.response.js';

@ApiTags('learners')
@ReadsPersons(true)
@EngineController('v1/learning/due')
export class DueController {
  constructor(
    private readonly states: LearnerStateService,
    private readonly names: LearnerNames,
  ) {}

  @Get()
  @Access('reader')
  @ApiOperation({
    operationId: 'getDue',
    summary: 'What is due across learners, the earliest first',
    description:
      'Readers see the learners of their groups, the roles service and admin all. Pages neither skip nor repeat a state that does not change meanwhile.',
  })
  @ApiOkResponse({ type: DueStatesResponse })
  @Problems('algorithm-not-found', 'version-keeps-no-states')
  async getDue(
    @Query() { limit, cursor, ...filters }: DueQuery,
    @CurrentUser() caller: AuthUser,
  ): Promise<DueStatesResponse> {
    const groupIds = readableGroups(caller, filters.group_id);
    const walk = { userId: caller.userId, filters };
    const found = await this.states.getDue(
      { algoKey: filters.algo_key ?? DEFAULT_DUE_KEY, before: new Date(filters.before), groupIds },
      { limit: limit === undefined ? undefined : Number(limit), after: fromCursor(cursor, walk) },
    );
    const nameOf = await this.names.of(
      found.due.map((state) => state.learner_id),
      caller,
    );
    return toDueStates(found, nameOf, toCursor(found.nextAfter, walk));
  }
}
