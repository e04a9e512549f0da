import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { InstantField, TextField, UuidField } from '../validation/fields.js';
import { FEWEST_SAMPLED, isSample, MOST_SAMPLED, SAMPLE_REASON } from '../../evidence/previews/preview-args.js';

export class CreatePreviewRequest {
  @TextField(200, { description: 'The candidate.', example: 'v1' })
  version: string;

  @UuidField({ description: 'A parameter set of the candidate. Without it: its active set.', optional: true })
  params_id?: string | null;

  @UuidField({ description: 'The calibration of the candidate. Without it: the active one.', optional: true })
  calibration_id?: string | null;

  @UuidField({ description: 'The skill map of the candidate. Without it: the active one.', optional: true })
  skill_map_id?: string | null;

  @ValidateBy({
    name: 'field',
    validator: {
      validate: (value: unknown) => value === undefined || value === null || isSample(value),
      defaultMessage: () => SAMPLE_REASON,
    },
  })
  @ApiProperty({
    oneOf: [
      { type: 'string', enum: ['all'] },
      { type: 'integer', minimum: FEWEST_SAMPLED, maximum: MOST_SAMPLED },
    ],
    description: 'How many learners; a few more, where a group would have fewer than two. Without it: 1,000.',
    required: false,
    example: 'all',
  })
  sample?: number | 'all' | null;

  @InstantField({ description: 'What is due is counted from this time. Without it: from now.', optional: true })
  now?: string | null;

  @TextField(1000, { description: 'Why.', example: 'Before the new term', optional: true })
  reason?: string | null;
}
