import { Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswersService } from '../../learners/answers.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { ExpectedRevision, WithIfMatch } from '../conditional/if-match.js';
import { HostPorts } from '../host-ports.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { LearnerIdParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { admitLearner } from '../admitted.js';
import { RecordedDecisionResponse } from './decision.response.js';
import { DecideRequest } from './decisions.request.js';

@ApiTags('learners')
@EngineController('v1/learning/learners/:learner_id/decisions')
export class DecisionsController {
  constructor(
    private readonly answers: AnswersService,
    private readonly host: HostPorts,
  ) {}

  @Post()
  @Writes()
  @WithIfMatch()
  @Access('service')
  @ApiOperation({
    operationId: 'decide',
    summary: 'Record what a person decides about a learner',
    description:
      'It is folded like an answer, and no version and no activation loses it. Withdrawing it, as an answer with its id, lifts it. ' +
      'Each request is a decision of its own: send an Idempotency-Key where it may be repeated.',
  })
  @ApiCreatedResponse({ type: RecordedDecisionResponse })
  @Problems('user-erased', 'reference-gone', 'learner-changed')
  async decide(
    @LearnerIdParam() learnerId: string,
    @ValidBody() { kind, scope, at, expires_at, reason, role, actor_user_id }: DecideRequest,
    @ExpectedRevision() expectedRevision: number | null,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<RecordedDecisionResponse> {
    await admitLearner(this.host, learnerId);
    const decision = { kind, scope, at: instantOf(at), expiresAt: instantOf(expires_at) };
    const options = { reason, role, actorUserId: actor_user_id ?? userId, expectedRevision, signal: work.begin() };
    const { states, ...recorded } = await this.answers.decide(learnerId, decision, options);
    work.learnerId = learnerId;
    return { ...recorded, states: [...states] };
  }
}

const instantOf = (text: string | null | undefined): Date | undefined => (text ? new Date(text) : undefined);
