import { Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { ROUTE_GROUPS, type RouteGroup } from '../route-groups.js';
import { EngineController } from '../route-rules.js';
import { CallerResponse } from './caller.response.js';

@ApiTags('learning')
@EngineController('v1/learning/me')
export class CallersController {
  constructor(@Inject(ROUTE_GROUPS) private readonly routes: readonly RouteGroup[]) {}

  @Get()
  @Access('user')
  @ApiOperation({
    operationId: 'getCaller',
    summary: 'Who the caller is, and which routes there are',
    description:
      'For programs with a user interface, which show what the role of their user may do, of what this app has.',
  })
  @ApiOkResponse({ type: CallerResponse })
  getCaller(@CurrentUser() { userId, role, groupIds }: AuthUser): CallerResponse {
    return { user_id: userId, role, group_ids: groupIds ?? [], routes: this.routes };
  }
}
