import { UuidField } from '../validation/fields.js';

export class CreateSessionRequest {
  @UuidField({
    description: 'The learner. Default: the caller. Another learner requires the role service or admin.',
    optional: true,
  })
  user_id?: string | null;

  @UuidField({
    description: 'The id of the session in the platform. Default: a new one. Requires the role service or admin.',
    optional: true,
  })
  session_id?: string | null;
}
