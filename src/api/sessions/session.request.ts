import { UuidField } from '../../http/validation/fields.js';

export class CreateSessionRequest {
  @UuidField({
    description: 'The learner. Default: the caller. Another one needs the role service or admin.',
    optional: true,
  })
  user_id?: string | null;

  @UuidField({
    description: 'The id that the session has in the platform. Default: a new one. It needs the role service or admin.',
    optional: true,
  })
  session_id?: string | null;
}
