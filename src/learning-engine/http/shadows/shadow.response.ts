import { ApiProperty } from '@nestjs/swagger';
import { ShadowEnd } from '../../evidence/shadows/shadow.js';

export class ShadowedPairResponse {
  @ApiProperty({ example: 'v1' })
  version: string;

  @ApiProperty({ format: 'uuid' })
  params_id: string;

  @ApiProperty({ description: '`id` of its activation.', pattern: '^[0-9]+$', example: '12' })
  activation_id: string;
}

export class ShadowRunsResponse {
  @ApiProperty({ type: 'integer', description: 'That were begun.' })
  started: number;

  @ApiProperty({ type: 'integer' })
  succeeded: number;

  @ApiProperty({ type: 'integer' })
  failed: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Failed runs by their code.',
    example: { TIMED_OUT: 2 },
  })
  failures: Record<string, number>;

  @ApiProperty({ type: 'integer', description: 'Drawn, and not computed because too many waited.' })
  dropped: number;
}

/** A challenger beside the pair that was active when it was started. */
export class ShadowResponse {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ example: 'v2' })
  version: string;

  @ApiProperty({ format: 'uuid' })
  params_id: string;

  @ApiProperty({ type: ShadowedPairResponse, description: 'What it is compared with.' })
  active: ShadowedPairResponse;

  @ApiProperty({ example: 10 })
  percent: number;

  @ApiProperty({ type: 'integer', example: 1000 })
  budget: number;

  @ApiProperty({ format: 'date-time' })
  until: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  actor_user_id: string | null;

  @ApiProperty({ example: 'Before the new term' })
  reason: string;

  @ApiProperty({ format: 'date-time' })
  started_at: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null while it computes.' })
  ended_at: string | null;

  @ApiProperty({ type: String, enum: Object.values(ShadowEnd), nullable: true })
  ended_by: ShadowEnd | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  ended_by_user_id: string | null;

  @ApiProperty({ type: String, nullable: true })
  end_reason: string | null;

  @ApiProperty({ type: ShadowRunsResponse })
  runs: ShadowRunsResponse;
}

export class ShadowDurationsResponse {
  @ApiProperty({ type: Number, nullable: true })
  p50_ms: number | null;

  @ApiProperty({ type: Number, nullable: true })
  p95_ms: number | null;
}

export class BothDurationsResponse {
  @ApiProperty({ type: ShadowDurationsResponse, description: 'Of the live runs.' })
  active: ShadowDurationsResponse;

  @ApiProperty({ type: ShadowDurationsResponse })
  candidate: ShadowDurationsResponse;
}

export class ShadowDifferenceResponse {
  @ApiProperty({ type: 'integer', description: 'Whose outputs differ in numbers alone.' })
  runs: number;

  @ApiProperty({ type: Number, nullable: true })
  median: number | null;

  @ApiProperty({ type: Number, nullable: true })
  largest: number | null;
}

export class ShadowComparisonResponse {
  @ApiProperty({ type: BothDurationsResponse, description: 'Of the runs of the shadow that succeeded.' })
  durations: BothDurationsResponse;

  @ApiProperty({ type: Number, nullable: true, description: 'Share of them with the same output, 0 to 1.' })
  equal: number | null;

  @ApiProperty({
    type: ShadowDifferenceResponse,
    description: 'The largest relative difference of two numbers in the outputs of a run, 0 to 2.',
  })
  difference: ShadowDifferenceResponse;
}

export class ComparedShadowResponse extends ShadowResponse {
  @ApiProperty({ type: ShadowComparisonResponse })
  comparison: ShadowComparisonResponse;
}

export class ShadowsResponse {
  @ApiProperty({ type: [ShadowResponse], description: 'Newest first.' })
  shadows: ShadowResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}
