import { HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LearnerStateService } from '../../learners/learner-state.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { BodyLimit } from '../body/json-body.interceptor.js';
import { type Slot } from '../computations/computation-slots.js';
import { ComputationGuard, CurrentSlot } from '../computations/computation.guard.js';
import { HostPorts } from '../host-ports.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { LearnerIdParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { admitLearner } from '../admitted.js';
import { checkMayAct } from './may-act.js';
import { NextRequest } from './next.request.js';
import { SelectionResponse, toSelection } from './next.response.js';

const MEBIBYTE = 1024 * 1024;

@ApiTags('learners')
@EngineController('v1/learning/learners/:learner_id/next')
export class NextController {
  constructor(
    private readonly states: LearnerStateService,
    private readonly host: HostPorts,
  ) {}

  @Post()
  @Writes()
  @HttpCode(200)
  @UseGuards(ComputationGuard) // above @Access: guards run from below
  @Access('user')
  @BodyLimit(MEBIBYTE)
  @ApiOperation({
    operationId: 'chooseNext',
    summary: 'Choose what a learner is asked next',
    description:
      'The active version chooses from the candidates by what is known of the learner. It is recorded, with a run. While the learner ' +
      'does not change, the same request has the same answer. Users ask for themselves, the roles service and admin for all.',
  })
  @ApiOkResponse({ type: SelectionResponse })
  @Problems('learner-not-found', 'algorithm-not-found', 'version-selects-nothing', 'user-erased', 'reference-gone')
  async chooseNext(
    @LearnerIdParam() learnerId: string,
    @ValidBody() { algo_key, count, candidates }: NextRequest,
    @CurrentUser() caller: AuthUser,
    @CurrentWork() work: Work,
    @CurrentSlot() slot: Slot,
  ): Promise<SelectionResponse> {
    checkMayAct(caller, learnerId);
    await admitLearner(this.host, learnerId);
    work.learnerId = learnerId;
    work.begin();
    const asked = { algoKey: algo_key ?? undefined, count, candidates };
    return toSelection(await slot.during(() => this.states.next(learnerId, asked)));
  }
}
