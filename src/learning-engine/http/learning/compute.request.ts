import { JsonObjectField, OneOfField, UuidField } from '../validation/fields.js';
import { RunTrigger } from '../../domain/run-trigger.js';

/** What is computed, and for whom. */
export class ComputeItem {
  @JsonObjectField({ description: 'An input as the `input` schema of the active version describes it.' })
  input: object;

  @UuidField({ description: 'A session of the learner, made by `POST /v1/learning/sessions`.', optional: true })
  session_id?: string | null;

  @UuidField({
    description: 'The learner. Default: the caller. Another learner requires the role service or admin.',
    optional: true,
  })
  user_id?: string | null;
}

export class ComputeRequest extends ComputeItem {
  @OneOfField(RunTrigger, {
    description:
      'What started the run. Default: api. Other triggers than api and submit require the role service or admin.',
    optional: true,
  })
  trigger?: RunTrigger | null;
}
