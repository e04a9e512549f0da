import { Get, HttpCode, Post, Query, UseGuards } from '@nestjs/common';
import { whenAdmitted } from '../admitted.js';
import { HostPorts } from '../host-ports.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { EngineController } from '../route-rules.js';
import { ValidBody } from '../validation/request-validation.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { WithEntityTag } from '../conditional/entity-tag.js';
import { BodyLimit } from '../body/json-body.interceptor.js';
import { AlgoKeyParam } from '../validation/path-params.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { InfoService } from '../../info/info.service.js';
import { ComputationGuard, CurrentSlot } from '../computations/computation.guard.js';
import { type Slot } from '../computations/computation-slots.js';
import { toInfoResponse } from './info.mapper.js';
import { learnerFor, triggerBy } from './may-compute.js';
import { computeExamples } from './compute.examples.js';
import { KeyedRuns } from './keyed-runs.js';
import { ComputeRequest } from './compute.request.js';
import { InfoQuery } from './info.query.js';
import { blamed } from './blamed.js';
import { ComputationResponse, toComputation } from './computation.response.js';
import { InfoResponse } from './info.response.js';

const MEBIBYTE = 1024 * 1024;

@ApiTags('learning')
@EngineController('v1/learning')
export class LearningController {
  constructor(
    private readonly info: InfoService,
    private readonly runs: KeyedRuns,
    private readonly host: HostPorts,
  ) {}

  @Get('info')
  @Access('user')
  @ApiOperation({ operationId: 'getInfo', summary: 'The active versions, now or at an instant' })
  @WithEntityTag(InfoResponse)
  async getInfo(@Query() { as_of }: InfoQuery): Promise<InfoResponse> {
    return toInfoResponse(await this.info.getInfo(as_of === undefined ? {} : { asOf: new Date(as_of) }));
  }

  @Post(':algo_key')
  @Writes()
  @HttpCode(201)
  @UseGuards(ComputationGuard) // above @Access: guards run from below
  @Access('user')
  @BodyLimit(MEBIBYTE)
  @ApiOperation({
    operationId: 'compute',
    summary: 'Run the active version of an algorithm',
    description:
      'The run is recorded, whether it succeeds or fails. Users compute for themselves, the roles service and admin for any learner. ' +
      'In a new database v0 of each algorithm is active, a stub that computes nothing: activate v1 or a later version first ' +
      '(`activateVersion`). ' +
      'mastery v1 is a reference implementation: do not base decisions on it before its parameters are fitted to your data.',
  })
  @ApiCreatedResponse({ type: ComputationResponse })
  @Problems(
    'invalid-input',
    'forbidden',
    'algorithm-not-found',
    'session-not-found',
    'user-erased',
    'reference-gone',
    'algorithm-failed',
    'params-altered',
    'not-implemented',
    'computation-timed-out',
  )
  async compute(
    @AlgoKeyParam() algoKey: string,
    @ValidBody(computeExamples) { input, ...request }: ComputeRequest,
    @CurrentUser() caller: AuthUser,
    @CurrentWork() work: Work,
    @CurrentSlot() slot: Slot,
  ): Promise<ComputationResponse> {
    const userId = learnerFor(caller, request.user_id);
    const sessionId = request.session_id?.toLowerCase() ?? null;
    const trigger = triggerBy(caller, request.trigger);
    const execute = () => {
      work.learnerId = userId;
      return this.runs.execute(work.claim, algoKey, input, { userId, sessionId, trigger, signal: work.begin() });
    };
    return slot
      .during(() => whenAdmitted(this.host, userId, sessionId, work.claim, execute))
      .then(toComputation, (error: unknown) => {
        throw blamed(error);
      });
  }
}
