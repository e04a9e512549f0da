import { JsonObjectField, OneOfField, UuidField } from '../../http/fields.js';
import { RunTrigger } from '../../learning-engine/index.js';

export class ComputeRequest {
  @JsonObjectField({ description: 'As the `input` schema of the live version says.' })
  input: object;

  @UuidField({ description: 'The test session. It comes into being, and is its first user’s.', optional: true })
  session_id?: string | null;

  @UuidField({ description: 'The learner. Default: the caller. Another needs the role admin.', optional: true })
  user_id?: string | null;

  @OneOfField(RunTrigger, { description: 'What made it happen. Default: api.', optional: true })
  trigger?: RunTrigger | null;
}
