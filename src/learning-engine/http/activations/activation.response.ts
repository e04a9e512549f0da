import { ApiProperty } from '@nestjs/swagger';
import { ActivationKind } from '../../domain/activation-kind.js';

/** An entry of the activation log: from this moment on, this was active for this key. */
export class ActivationResponse {
  @ApiProperty({ description: 'Grows with time. Gaps mean nothing.', pattern: '^[0-9]+$', example: '12' })
  id: string;

  @ApiProperty({ example: 'mastery' })
  algo_key: string;

  @ApiProperty({ enum: Object.values(ActivationKind), description: 'How the entry was made.' })
  kind: ActivationKind;

  @ApiProperty({
    type: String,
    nullable: true,
    pattern: '^[0-9]+$',
    description: 'Of a rollback or a restore: `id` of the earlier activation whose pair was made active again.',
  })
  restores_id: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'v1', description: 'Null when the algorithm was retired.' })
  version: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null when the algorithm was retired.' })
  params_id: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null for a migration.' })
  actor_user_id: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Won the trial of week 44' })
  reason: string | null;

  @ApiProperty({
    ...{ type: 'object', additionalProperties: true, nullable: true },
    description: 'What the change rests on: the mode of the gate, and digests of a preview and of an evaluation.',
  })
  evidence: Record<string, unknown> | null;

  @ApiProperty({
    type: [String],
    description: 'What the gate found against it; `override` where it was opened all the same.',
  })
  flags: string[];

  @ApiProperty({ format: 'date-time' })
  activated_at: string;
}

export class ActivationsResponse {
  @ApiProperty({ type: [ActivationResponse] })
  activations: ActivationResponse[];

  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page; null after the last one.' })
  next_cursor: string | null;
}
