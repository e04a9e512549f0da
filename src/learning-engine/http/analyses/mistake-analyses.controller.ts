import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { mistakeAnalysisView, wholeMistakeAnalysisView } from '../../evidence/analyses/mistake-analysis-view.js';
import { MistakeAnalysesService } from '../../evidence/analyses/mistake-analyses.service.js';
import { MistakeAnalysisNotFoundError } from '../../errors/evidence.errors.js';
import { Access } from '../access/access.guard.js';
import { actsForOthers, type AuthUser, CurrentUser } from '../access/auth-user.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { Problems } from '../problems/problems.decorator.js';
import { EngineController } from '../route-rules.js';
import { UuidParam } from '../validation/path-params.js';
import { MistakeAnalysesQuery } from './mistake-analyses.request.js';
import { MistakeAnalysesResponse, WholeMistakeAnalysisResponse } from './mistake-analysis.response.js';

/** Readers see what was found in banks, and in their groups. */
const visibleGroups = (caller: AuthUser): readonly string[] | undefined =>
  actsForOthers(caller) ? undefined : (caller.groupIds ?? []);

@ApiTags('evidence')
@EngineController('v1/learning/mistake-analyses')
export class MistakeAnalysesController {
  constructor(private readonly analyses: MistakeAnalysesService) {}

  @Get()
  @Access('reader')
  @ApiOperation({
    operationId: 'listMistakeAnalyses',
    summary: 'Analyses of common mistakes, newest first',
    description: 'Readers see those of banks and of their groups, the roles service and admin all.',
  })
  @ApiOkResponse({ type: MistakeAnalysesResponse })
  async listMistakeAnalyses(
    @Query() { limit, cursor, bank_id, group_id }: MistakeAnalysesQuery,
    @CurrentUser() caller: AuthUser,
  ): Promise<MistakeAnalysesResponse> {
    const walk = { userId: caller.userId, filters: { bank_id, group_id } };
    const page = { limit: limit === undefined ? undefined : Number(limit), before: fromCursor(cursor, walk) };
    const filter = { bankId: bank_id, groupId: group_id, visibleGroupIds: visibleGroups(caller) };
    const { analyses, nextBefore } = await this.analyses.list(filter, page);
    return { mistake_analyses: analyses.map(mistakeAnalysisView), next_cursor: toCursor(nextBefore, walk) };
  }

  @Get(':mistake_analysis_id')
  @Access('reader')
  @ApiOperation({
    operationId: 'getMistakeAnalysis',
    summary: 'An analysis of common mistakes, with all that was found',
    description: 'One of a group that the caller may not see returns 404.',
  })
  @ApiOkResponse({ type: WholeMistakeAnalysisResponse })
  @Problems('mistake-analysis-not-found')
  async getMistakeAnalysis(
    @UuidParam('mistake_analysis_id', 'An analysis: the `id` of the job that made it.') id: string,
    @CurrentUser() caller: AuthUser,
  ): Promise<WholeMistakeAnalysisResponse> {
    const found = await this.analyses.get(id);
    const groups = visibleGroups(caller);
    if (groups && found.groupId !== null && !groups.includes(found.groupId)) throw new MistakeAnalysisNotFoundError(id);
    return wholeMistakeAnalysisView(found);
  }
}
