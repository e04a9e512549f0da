import { ApiProperty } from '@nestjs/swagger';

/** An entry of the ledger: from this moment on, this was live for this key. */
export class ActivationResponse {
  @ApiProperty({ description: 'Grows with time. Gaps mean nothing.', pattern: '^[0-9]+$', example: '12' })
  id: string;

  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ type: String, nullable: true, example: 'v1', description: 'Null where the key was retired.' })
  version: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  params_id: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null for a migration.' })
  actor_user_id: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Won the trial of week 44' })
  reason: string | null;

  @ApiProperty({ format: 'date-time' })
  activated_at: string;
}

export class ActivationsResponse {
  @ApiProperty({ type: [ActivationResponse] })
  activations: ActivationResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}
