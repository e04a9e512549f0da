import { InstantField, TextField, UuidField } from '../validation/fields.js';
import { SampleField } from './sample.field.js';

export class CreateEvaluationRequest {
  @TextField(200, { description: 'The candidate.', example: 'v2' })
  version: string;

  @UuidField({ description: 'A parameter set of the candidate. Without it: its active set.', optional: true })
  params_id?: string | null;

  @SampleField('How many learners. Without it: 1,000.')
  sample?: number | 'all' | null;

  @InstantField({
    description: 'Answers from then on are judged; earlier ones are folded. Without it: all.',
    optional: true,
  })
  from?: string | null;

  @TextField(1000, { description: 'Why.', example: 'Before the new term', optional: true })
  reason?: string | null;
}
