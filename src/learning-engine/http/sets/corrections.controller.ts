import { HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type CorrectedKey, SkillMapsService } from '../../learners/sets/skill-maps.service.js';
import { Access } from '../access/access.guard.js';
import { type AuthUser, CurrentUser } from '../access/auth-user.js';
import { Writes } from '../idempotency/writes.decorator.js';
import { Problems } from '../problems/problems.decorator.js';
import { CurrentWork, type Work } from '../requests/work.js';
import { EngineController } from '../route-rules.js';
import { ValidBody } from '../validation/request-validation.js';
import { CorrectKeyRequest } from './sets.request.js';
import { CorrectedKeyResponse, toCorrectedKey } from './sets.response.js';

@ApiTags('skill-maps')
@EngineController('v1/learning/answers/corrections')
export class CorrectionsController {
  constructor(private readonly skillMaps: SkillMapsService) {}

  @Post()
  @Writes()
  @HttpCode(200)
  @Access('admin')
  @ApiOperation({
    operationId: 'correctKey',
    summary: 'Correct the key of an item',
    description:
      'Makes a skill map from the active one, and adopts it: answers that have an option are right if they chose this one. No answer is rewritten.',
  })
  @ApiOkResponse({ type: CorrectedKeyResponse })
  @Problems('set-altered')
  async correctKey(
    @ValidBody() { item_id, item_version, key_option, reason }: CorrectKeyRequest,
    @CurrentUser() { userId }: AuthUser,
    @CurrentWork() work: Work,
  ): Promise<CorrectedKeyResponse> {
    const correction = { itemId: item_id, itemVersion: item_version ?? undefined, keyOption: key_option };
    return work.change(
      (options) => this.skillMaps.correctKey(correction, { ...options, reason, actorUserId: userId }),
      (corrected: CorrectedKey) => toCorrectedKey(corrected),
    );
  }
}
