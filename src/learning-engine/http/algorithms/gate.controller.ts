import { Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type GateSetting } from '../../registry/gate/gate-setting.js';
import { gateSettingView, gateView } from '../../registry/gate/gate-views.js';
import { GatesService } from '../../registry/gate/gates.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { Problems } from '../problems/problems.decorator.js';
import { ReadsPersons } from '../requests/audit.interceptor.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { AlgoKeyParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { SetGateRequest } from './gate.request.js';
import { GateResponse, GateSettingResponse } from './gate.response.js';

@ApiTags('registry')
@ReadsPersons(true)
@EngineController('v1/learning/algorithms')
export class GateController {
  constructor(private readonly gates: GatesService) {}

  @Get(':algo_key/gate')
  @Access('admin')
  @ApiOperation({ operationId: 'getGate', summary: 'What an activation of the algorithm needs, and how it was set' })
  @ApiOkResponse({ type: GateResponse })
  @Problems('algorithm-not-found')
  async getGate(@AlgoKeyParam() algoKey: string): Promise<GateResponse> {
    return gateView(algoKey, await this.gates.getHistory(algoKey));
  }

  @Post(':algo_key/gate')
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'setGate',
    summary: 'Set what an activation of the algorithm needs',
    description:
      'It holds for every process that activates from then on. The gate is set as a whole; setting it as it is writes nothing.',
  })
  @ApiOkResponse({ type: GateSettingResponse })
  @Problems('algorithm-not-found')
  async setGate(
    @AlgoKeyParam() algoKey: string,
    @ValidBody() { mode, log_loss_margin, most_changed, reason }: SetGateRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<GateSettingResponse> {
    const asked = { mode, logLossMargin: log_loss_margin, mostChanged: most_changed, reason, actorUserId: userId };
    return work.change(
      (options) => this.gates.setGate(algoKey, { ...options, ...asked }),
      (setting: GateSetting) => gateSettingView(setting),
    );
  }
}
