import { JsonObjectField, OneOfField, UuidField } from '../../http/validation/fields.js';
import { RunTrigger } from 'learning-engine';

export class ComputeRequest {
  @JsonObjectField({ description: 'As the `input` schema of the live version says.' })
  input: object;

  @UuidField({ description: 'A session of the learner, made by `POST /v1/learning/sessions`.', optional: true })
  session_id?: string | null;

  @UuidField({
    description: 'The learner. Default: the caller. Another one needs the role service or admin.',
    optional: true,
  })
  user_id?: string | null;

  @OneOfField(RunTrigger, {
    description:
      'What made it happen. Default: api. Other triggers than api and submit need the role service or admin.',
    optional: true,
  })
  trigger?: RunTrigger | null;
}
