import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { EngineController } from '../route-rules.js';
import { CallerResponse } from './caller.response.js';

@ApiTags('learning')
@EngineController('v1/learning/me')
export class CallersController {
  @Get()
  @Access('user')
  @ApiOperation({
    operationId: 'getCaller',
    summary: 'Who the caller is',
    description: 'For programs with a user interface, which show what the role of their user may do.',
  })
  @ApiOkResponse({ type: CallerResponse })
  getCaller(@CurrentUser() { userId, role, groupIds }: AuthUser): CallerResponse {
    return { user_id: userId, role, group_ids: groupIds ?? [] };
  }
}
