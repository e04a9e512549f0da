import { Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LearnersService } from '../../learners/learners.service.js';
import { Access } from '../access/access.guard.js';
import { admitLearner } from '../admitted.js';
import { HostPorts } from '../host-ports.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { LearnerIdParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { SetTimeZoneRequest } from './time-zone.request.js';
import { LearnerTimeZoneResponse } from './time-zone.response.js';

@ApiTags('learners')
@EngineController('v1/learning/learners/:learner_id/time-zone')
export class TimeZonesController {
  constructor(
    private readonly learners: LearnersService,
    private readonly host: HostPorts,
  ) {}

  @Put()
  @Writes()
  @Access('service')
  @ApiOperation({
    operationId: 'setLearnerTimeZone',
    summary: 'Say in which time zone a learner lives',
    description:
      'By its days the page of the learner counts what becomes due. A learner who was not known is from now on. ' +
      'Of accounts that are merged it is that of the person.',
  })
  @ApiOkResponse({ type: LearnerTimeZoneResponse })
  @Problems('user-erased', 'reference-gone')
  async setLearnerTimeZone(
    @LearnerIdParam() learnerId: string,
    @ValidBody() { time_zone }: SetTimeZoneRequest,
    @CurrentWork() work: Work,
  ): Promise<LearnerTimeZoneResponse> {
    await admitLearner(this.host, learnerId);
    work.learnerId = learnerId;
    return work.change(
      (options) => this.learners.setTimeZone(learnerId, time_zone, options),
      () => ({ learner_id: learnerId, time_zone }),
    );
  }
}
