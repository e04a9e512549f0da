import { Delete, Get, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { LearnersService } from '../../learners/learners.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { Problems } from '../problems/problems.decorator.js';
import { ReadsPersons } from '../requests/audit.interceptor.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { LearnerIdParam, UuidParam } from '../validation/path-params.js';
import { ValidBody } from '../validation/request-validation.js';
import { MergeLearnersRequest, UnmergeLearnersRequest } from './merges.request.js';
import { MadeMergeResponse, MergeResponse, MergesResponse, toMadeMerge, toMerge } from './merges.response.js';

@ApiTags('learners')
@ReadsPersons(true)
@EngineController('v1/learning/learners/:learner_id/merges')
export class MergesController {
  constructor(private readonly learners: LearnersService) {}

  @Get()
  @Access('admin')
  @ApiOperation({
    operationId: 'listMerges',
    summary: 'Merges of a learner',
    description: 'In which they were merged, or another account into them; those that were undone, too.',
  })
  @ApiOkResponse({ type: MergesResponse })
  async listMerges(@LearnerIdParam() learnerId: string): Promise<MergesResponse> {
    return { merges: (await this.learners.listMerges(learnerId)).map(toMerge) };
  }

  @Post()
  @Writes()
  @Access('admin')
  @ApiOperation({
    operationId: 'mergeLearners',
    summary: 'Merge another account of the same person into this learner',
    description:
      'The learner of the path answers for both, by the answers of both. No answer moves, and each that comes stays with the account ' +
      'that it was sent for, so that a merge can be undone.',
  })
  @ApiCreatedResponse({ type: MadeMergeResponse })
  @Problems('learner-not-found', 'learner-merged', 'user-erased', 'reference-gone')
  async mergeLearners(
    @LearnerIdParam() learnerId: string,
    @ValidBody() { from_learner_id, reason }: MergeLearnersRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<MadeMergeResponse> {
    work.learnerId = learnerId;
    const who = { reason, actorUserId: userId };
    return work.change(
      (options) => this.learners.merge(from_learner_id, learnerId, { ...who, ...options }),
      toMadeMerge,
    );
  }

  @Delete(':from_learner_id')
  @Writes()
  @Access('admin')
  @ApiOperation({
    operationId: 'unmergeLearners',
    summary: 'Undo a merge',
    description:
      'Each account answers for itself again, by its own answers, with those that were recorded for it meanwhile.',
  })
  @ApiOkResponse({ type: MergeResponse })
  @Problems('merge-not-found', 'user-erased', 'reference-gone')
  async unmergeLearners(
    @LearnerIdParam() learnerId: string,
    @UuidParam('from_learner_id', 'Who was merged into the learner.') fromId: string,
    @ValidBody() { reason }: UnmergeLearnersRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<MergeResponse> {
    work.learnerId = learnerId;
    const who = { reason, actorUserId: userId, intoId: learnerId };
    return work.change((options) => this.learners.unmerge(fromId, { ...who, ...options }), toMerge);
  }
}
