import { InstantField, TextField, UuidField } from '../validation/fields.js';
import { SampleField } from '../evaluations/sample.field.js';

export class CreatePreviewRequest {
  @TextField(200, { description: 'The candidate.', example: 'v1' })
  version: string;

  @UuidField({ description: 'A parameter set of the candidate. Without it: its active set.', optional: true })
  params_id?: string | null;

  @UuidField({ description: 'The calibration of the candidate. Without it: the active one.', optional: true })
  calibration_id?: string | null;

  @UuidField({ description: 'The skill map of the candidate. Without it: the active one.', optional: true })
  skill_map_id?: string | null;

  @SampleField('How many learners; a few more, where a group would have fewer than two. Without it: 1,000.')
  sample?: number | 'all' | null;

  @InstantField({ description: 'What is due is counted from this time. Without it: from now.', optional: true })
  now?: string | null;

  @TextField(1000, { description: 'Why.', example: 'Before the new term', optional: true })
  reason?: string | null;
}
