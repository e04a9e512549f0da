import { Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { liveScoreView } from '../../evidence/live-scores/live-score-view.js';
import { LiveScoresService } from '../../evidence/live-scores/live-scores.service.js';
import { Access } from '../access/access.guard.js';
import { Problems } from '../problems/problems.decorator.js';
import { EngineController } from '../route-rules.js';
import { AlgoKeyParam } from '../validation/path-params.js';
import { LiveScoresQuery } from './live-scores.query.js';
import { LiveScoresResponse } from './live-scores.response.js';

@ApiTags('evidence')
@EngineController('v1/learning/algorithms/:algo_key/live-scores')
export class LiveScoresController {
  constructor(private readonly scores: LiveScoresService) {}

  @Get()
  @Access('admin')
  @ApiOperation({
    operationId: 'getLiveScores',
    summary: 'How well versions predicted the answers of a window as they came',
    description:
      'The active version, and those whose states are kept up to date beside it. Answers that were withdrawn do not count, nor do imported ones.',
  })
  @ApiOkResponse({ type: LiveScoresResponse })
  @Problems('algorithm-not-found')
  async getLiveScores(
    @AlgoKeyParam() algoKey: string,
    @Query() { from, to }: LiveScoresQuery,
  ): Promise<LiveScoresResponse> {
    const scores = await this.scores.getScores(algoKey, { from: new Date(from), to: new Date(to) });
    return { scores: scores.map(liveScoreView) };
  }
}
