import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EngineController } from '../route-rules.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { UuidParam } from '../validation/path-params.js';
import { RequestProblem } from '../problems/problem.js';
import { Problems } from '../problems/problems.decorator.js';
import { ReadsPersons } from '../requests/audit.interceptor.js';
import { RunPurpose } from '../../domain/run-purpose.js';
import { RunQueries } from '../../runs/run-queries.js';
import { toRunResponse } from './run.mapper.js';
import { RunsQuery } from './runs.query.js';
import { RunResponse, RunsResponse } from './run.response.js';

@ApiTags('runs')
@ReadsPersons(true)
@EngineController('v1/learning/runs')
export class RunsController {
  constructor(private readonly runLog: RunQueries) {}

  @Get()
  @Access('user')
  @ApiOperation({
    operationId: 'listRuns',
    summary: 'Run records, newest first',
    description: 'Users see their own live runs, an admin sees all. Without `purpose`: live runs.',
  })
  @ApiOkResponse({ type: RunsResponse })
  @Problems('forbidden')
  async listRuns(
    @Query() { limit, cursor, ...filters }: RunsQuery,
    @CurrentUser() caller: AuthUser,
  ): Promise<RunsResponse> {
    const walk = { userId: caller.userId, filters };
    const { records, nextBefore } = await this.runLog.listRuns(
      {
        algoKey: filters.algo_key,
        version: filters.version,
        status: filters.status,
        trigger: filters.trigger,
        purpose: visiblePurpose(caller, filters.purpose),
        userId: visibleUser(caller, filters.user_id),
        sessionId: filters.session_id,
        from: filters.from === undefined ? undefined : new Date(filters.from),
        to: filters.to === undefined ? undefined : new Date(filters.to),
      },
      { limit: limit === undefined ? undefined : Number(limit), before: fromCursor(cursor, walk) },
    );
    return { runs: records.map((record) => toRunResponse(record, caller)), next_cursor: toCursor(nextBefore, walk) };
  }

  @Get(':run_id')
  @Access('user')
  @ApiOperation({
    operationId: 'getRun',
    summary: 'One run record',
    description: "Another user's run returns 404.",
  })
  @ApiOkResponse({ type: RunResponse })
  @Problems('run-not-found')
  async getRun(
    @UuidParam('run_id', 'A run: the `run_id` of a computation or of a list of runs.') runId: string,
    @CurrentUser() caller: AuthUser,
  ): Promise<RunResponse> {
    return toRunResponse(await this.runLog.getRun(runId, { userId: visibleUser(caller) }), caller);
  }
}

/** What is computed beside live runs is no answer to the person whose input it was. */
function visiblePurpose({ role }: AuthUser, wanted?: RunPurpose): RunPurpose | undefined {
  if (role === 'admin' || wanted === undefined || wanted === RunPurpose.LIVE) return wanted;
  throw new RequestProblem('forbidden', 'Reading runs of other purposes requires the role admin.');
}

/** Whose runs the caller gets to see: an admin's wish, or the caller's own. */
function visibleUser({ userId, role }: AuthUser, wanted?: string): string | undefined {
  if (role === 'admin') return wanted;
  if (wanted !== undefined && wanted.toLowerCase() !== userId) {
    throw new RequestProblem('forbidden', 'Reading the runs of another user requires the role admin.');
  }
  return userId;
}
