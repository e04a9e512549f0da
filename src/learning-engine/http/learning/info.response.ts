import { ApiProperty } from '@nestjs/swagger';
import { AlgoStatus } from '../../domain/algo-status.js';
import { type JsonObject } from '../../json/json.js';

/** The active version of one key. All but the key is null when there is none. */
export class AlgorithmInfoResponse {
  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ type: String, nullable: true, example: 'v0' })
  active_version: string | null;

  @ApiProperty({ enum: Object.values(AlgoStatus), nullable: true, example: 'ACTIVE' })
  status: AlgoStatus | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    example: { threshold: 0.7, decay_factor: 0.95, min_attempts: 5 },
  })
  active_params: JsonObject | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the active version or its parameters last changed, in UTC.',
    example: '2026-11-01T08:30:00.000Z',
  })
  updated_at: string | null;
}

/** The active versions: the five built-in keys in their order, then the others by name. */
export class InfoResponse {
  @ApiProperty({ type: [AlgorithmInfoResponse] })
  algorithms: AlgorithmInfoResponse[];
}
