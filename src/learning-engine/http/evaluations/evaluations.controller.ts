import { Delete, Get, HttpCode, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { queuedEvaluation } from '../../evidence/evaluations/evaluation-view.js';
import { EvaluationsService } from '../../evidence/evaluations/evaluations.service.js';
import { type JobRun } from '../../jobs/job-run.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { fromCursor, toCursor } from '../pagination/cursor.js';
import { LocationInterceptor } from '../previews/location.interceptor.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { AlgoKeyParam, UuidParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { CandidateQuery } from './candidate.query.js';
import { CreateEvaluationRequest } from './evaluation.request.js';
import {
  EvaluationResponse,
  EvaluationsResponse,
  toEvaluationResponse,
  toReportResponse,
} from './evaluation.response.js';

const EVALUATION = 'An evaluation: the `id` of one that was started.';

@ApiTags('evidence')
@EngineController('v1/learning/algorithms/:algo_key/evaluations')
export class EvaluationsController {
  constructor(private readonly evaluations: EvaluationsService) {}

  @Post()
  @Writes()
  @UseInterceptors(LocationInterceptor)
  @HttpCode(202)
  @Access('admin')
  @ApiOperation({
    operationId: 'createEvaluation',
    summary: 'Find out how well a version predicts answers',
    description:
      'A worker replays the stored answers of learners, as of one moment: each is predicted from those before it, by the active version and by the candidate.',
  })
  @ApiAcceptedResponse({
    type: EvaluationResponse,
    headers: { Location: { description: 'Where the evaluation is.', schema: { type: 'string' } } },
  })
  @Problems('algorithm-not-found', 'version-not-found', 'params-not-found', 'cannot-evaluate')
  async createEvaluation(
    @AlgoKeyParam() algoKey: string,
    @ValidBody() { version, params_id, sample, from, reason }: CreateEvaluationRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<EvaluationResponse> {
    const asked = {
      ...{ version, reason, paramsId: params_id, sample: sample ?? undefined },
      ...{ from: from ? new Date(from) : undefined, actorUserId: userId },
    };
    return work.change(
      (options) => this.evaluations.start(algoKey, { ...options, ...asked }),
      (job: JobRun) => toEvaluationResponse(queuedEvaluation(job)),
    );
  }

  @Get()
  @Access('admin')
  @ApiOperation({
    operationId: 'listEvaluations',
    summary: 'The evaluations of an algorithm, a version or a parameter set',
  })
  @ApiOkResponse({ type: EvaluationsResponse })
  @Problems('algorithm-not-found')
  async listEvaluations(
    @AlgoKeyParam() algoKey: string,
    @Query() { limit, cursor, version, params_id }: CandidateQuery,
    @CurrentUser() { userId }: AuthUser,
  ): Promise<EvaluationsResponse> {
    const walk = { userId, filters: { algo_key: algoKey, version, params_id } };
    const { evaluations, nextBefore } = await this.evaluations.list(
      algoKey,
      { version, paramsId: params_id },
      { limit: limit === undefined ? undefined : Number(limit), before: fromCursor(cursor, walk) },
    );
    return { evaluations: evaluations.map(toReportResponse), next_cursor: toCursor(nextBefore, walk) };
  }

  @Get(':evaluation_id')
  @Access('admin')
  @ApiOperation({ operationId: 'getEvaluation', summary: 'An evaluation: its progress, then its report' })
  @ApiOkResponse({ type: EvaluationResponse })
  @Problems('algorithm-not-found', 'evaluation-not-found')
  async getEvaluation(
    @AlgoKeyParam() algoKey: string,
    @UuidParam('evaluation_id', EVALUATION) evaluationId: string,
  ): Promise<EvaluationResponse> {
    return toEvaluationResponse(await this.evaluations.get(algoKey, evaluationId));
  }

  @Delete(':evaluation_id')
  @Access('admin')
  @ApiOperation({
    operationId: 'cancelEvaluation',
    summary: 'Cancel an evaluation',
    description: 'At once. Of what was found out nothing stays. One that was cancelled before is answered as it is.',
  })
  @ApiOkResponse({ type: EvaluationResponse })
  @Problems('algorithm-not-found', 'evaluation-not-found', 'job-already-ended')
  async cancelEvaluation(
    @AlgoKeyParam() algoKey: string,
    @UuidParam('evaluation_id', EVALUATION) evaluationId: string,
    @CurrentWork() work: Work,
  ): Promise<EvaluationResponse> {
    return work.change(
      (options) => this.evaluations.cancel(algoKey, evaluationId, options),
      (job: JobRun) => toEvaluationResponse(queuedEvaluation(job)),
    );
  }
}
