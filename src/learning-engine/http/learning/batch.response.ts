import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ProblemResponse } from '../problems/problem.js';
import { ComputationResponse } from './computation.response.js';

/** What came of an item: its computation, or a problem. */
export class BatchResultResponse {
  @ApiProperty({ type: 'integer', description: 'Place of the item in the request, from 0.' })
  index: number;

  @ApiPropertyOptional({ type: ComputationResponse, description: 'What was computed, and by what.' })
  computation?: ComputationResponse;

  @ApiPropertyOptional({
    type: ProblemResponse,
    description:
      'Why nothing was computed, as the route for one computation would have answered. Its pointers begin at the body of this request.',
  })
  problem?: ProblemResponse;

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'With a problem: the run record, where there is or may be one.',
  })
  run_id?: string;
}

export class BatchResponse {
  @ApiProperty({ type: [BatchResultResponse], description: 'One for each item, in their order.' })
  results: BatchResultResponse[];
}
