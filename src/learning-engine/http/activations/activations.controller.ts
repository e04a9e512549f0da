import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EngineController } from '../route-rules.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { ReadsPersons } from '../requests/audit.interceptor.js';
import { RegistryQueries } from '../../registry/registry-queries.js';
import { activationView } from '../../registry/registry-views.js';
import { ActivationsQuery } from './activations.query.js';
import { ActivationsResponse } from './activation.response.js';

@ApiTags('registry')
@ReadsPersons(true)
@EngineController('v1/learning/activations')
export class ActivationsController {
  constructor(private readonly view: RegistryQueries) {}

  @Get()
  @Access('admin')
  @ApiOperation({ operationId: 'listActivations', summary: 'The activation log: every change of an active version' })
  @ApiOkResponse({ type: ActivationsResponse })
  async listActivations(
    @Query() { limit, cursor, ...filters }: ActivationsQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<ActivationsResponse> {
    const walk = { userId, filters };
    const { records, nextBefore } = await this.view.listActivations(
      { algoKey: filters.algo_key },
      { limit: limit === undefined ? undefined : Number(limit), before: fromCursor(cursor, walk) },
    );
    return { activations: records.map(activationView), next_cursor: toCursor(nextBefore, walk) };
  }
}
