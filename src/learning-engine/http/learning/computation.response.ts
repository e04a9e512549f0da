import { ApiProperty } from '@nestjs/swagger';
import { type Execution } from '../../execution/execution.js';

/** What was computed, and by what. */
export class ComputationResponse {
  @ApiProperty({ format: 'uuid', description: 'The run record.' })
  run_id: string;

  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ description: 'The version that computed.', example: 'v1' })
  version: string;

  @ApiProperty({ format: 'uuid', description: 'The parameter set that it computed with.' })
  params_id: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'An output as the `output` schema of the version describes it.',
    example: {
      states: [
        {
          skill_id: 'fractions',
          p_known: 0.64,
          p_correct_next: 0.648,
          attempts: 1,
          mastered: false,
          last_at: '2026-11-01T08:00:00Z',
        },
      ],
    },
  })
  output: object;
}

export const toComputation = ({ runId, algo, paramsId, output }: Execution<object>): ComputationResponse => ({
  run_id: runId,
  algo_key: algo.key,
  version: algo.version,
  params_id: paramsId,
  output,
});
