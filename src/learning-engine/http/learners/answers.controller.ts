import { Delete, HttpCode, Post, Put, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswersService } from '../../learners/answers.service.js';
import { LearnerStateService } from '../../learners/learner-state.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { BodyLimit } from '../body/json-body.interceptor.js';
import { type Slot } from '../computations/computation-slots.js';
import { ComputationGuard, CurrentSlot } from '../computations/computation.guard.js';
import { ExpectedRevision, WithIfMatch } from '../conditional/if-match.js';
import { HostPorts } from '../host-ports.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { RequestProblem } from '../problems/problem.js';
import { activationOf } from '../problems/problem-of.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { EventIdParam, LearnerIdParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { admitLearner } from '../admitted.js';
import { CorrectAnswerRequest, RecordAnswersRequest, VoidAnswerRequest } from './answers.request.js';
import { RecordedAnswersResponse, toRecordedAnswers } from './answers.response.js';

const MEBIBYTE = 1024 * 1024;

const HINT =
  'No active version keeps states of learners. What is recorded is kept, and counts as soon as one is active that does. Activate one, ' +
  `for example by ${activationOf('mastery', 'v2')}.`;

@ApiTags('learners')
@EngineController('v1/learning/learners/:learner_id/answers')
export class AnswersController {
  constructor(
    private readonly answers: AnswersService,
    private readonly states: LearnerStateService,
    private readonly host: HostPorts,
  ) {}

  @Post()
  @Writes()
  @HttpCode(200)
  @UseGuards(ComputationGuard) // above @Access: guards run from below
  @Access('service')
  @BodyLimit(MEBIBYTE)
  @ApiOperation({
    operationId: 'recordAnswers',
    summary: 'Record answers of a learner',
    description:
      'Each once, however often it is sent, and what follows from them. A learner who was not known is from now on. ' +
      'Only the roles service and admin record answers: learners could claim that theirs were right.',
  })
  @ApiOkResponse({ type: RecordedAnswersResponse })
  @Problems('user-erased', 'reference-gone')
  async recordAnswers(
    @LearnerIdParam() learnerId: string,
    @ValidBody() { answers, sent_at, source }: RecordAnswersRequest,
    @CurrentWork() work: Work,
    @CurrentSlot() slot: Slot,
  ): Promise<RecordedAnswersResponse> {
    await admitLearner(this.host, learnerId);
    work.learnerId = learnerId;
    const options = {
      sentAt: sent_at ? new Date(sent_at) : undefined,
      source: source ?? undefined,
      signal: work.begin(),
    };
    const recorded = await slot.during(() => this.answers.record(learnerId, answers, options));
    const hint = (await this.states.algorithmsWithStates()).length === 0 ? { hint: HINT } : {};
    return { ...toRecordedAnswers(recorded, (index) => `/answers/${index}`), ...hint };
  }

  @Put(':event_id')
  @Writes()
  @WithIfMatch()
  @Access('service')
  @ApiOperation({
    operationId: 'correctAnswer',
    summary: 'Correct an answer that was recorded',
    description:
      'It counts as it is given here. The entry that it was stays in the log. It releases one from quarantine.',
  })
  @ApiOkResponse({ type: RecordedAnswersResponse })
  @Problems('invalid-answer', 'answer-not-found', 'user-erased', 'reference-gone', 'learner-changed')
  async correctAnswer(
    @LearnerIdParam() learnerId: string,
    @EventIdParam() eventId: string,
    @ValidBody() { answer, reason }: CorrectAnswerRequest,
    @ExpectedRevision() expectedRevision: number | null,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<RecordedAnswersResponse> {
    if ((answer.event_id ?? eventId) !== eventId) {
      const detail = 'must be that of the path, or left out';
      throw new RequestProblem('invalid-request', undefined, [{ pointer: '/answer/event_id', detail }]);
    }
    const corrected = { ...answer, event_id: eventId };
    const options = { reason, actorUserId: userId, expectedRevision, signal: work.begin() };
    const recorded = await this.answers.correct(learnerId, corrected, options);
    work.learnerId = learnerId;
    return toRecordedAnswers(recorded, () => '/answer');
  }

  @Delete(':event_id')
  @Writes()
  @WithIfMatch()
  @Access('service')
  @ApiOperation({
    operationId: 'voidAnswer',
    summary: 'Withdraw an answer that was recorded',
    description: 'It does not count any more. It stays in the log, and a correction brings it back.',
  })
  @ApiOkResponse({ type: RecordedAnswersResponse })
  @Problems('answer-not-found', 'user-erased', 'reference-gone', 'learner-changed')
  async voidAnswer(
    @LearnerIdParam() learnerId: string,
    @EventIdParam() eventId: string,
    @ValidBody() { reason }: VoidAnswerRequest,
    @ExpectedRevision() expectedRevision: number | null,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<RecordedAnswersResponse> {
    const options = { reason, actorUserId: userId, expectedRevision, signal: work.begin() };
    const recorded = await this.answers.void(learnerId, eventId, options);
    work.learnerId = learnerId;
    return toRecordedAnswers(recorded, () => '');
  }
}
