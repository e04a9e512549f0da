import { ROLE_LENGTH } from '../../learners/change-options.js';
import { DECISION_KINDS, DECISION_SCOPES, type DecisionKind, type DecisionScope } from '../../learners/decision.js';
import { InstantField, JsonObjectField, OneOfField, TextField, UuidField } from '../validation/fields.js';

const scopeSchema = {
  properties: {
    kind: { type: 'string', enum: [...DECISION_SCOPES] },
    id: { type: 'string', minLength: 1, maxLength: 200 },
  },
  required: ['kind'],
  additionalProperties: false,
};

export class DecideRequest {
  @OneOfField(DECISION_KINDS, {
    description:
      '`reset`: states of the scope begin anew. `exclude_session`: answers of a session do not count. `suspend`: a skill or an item ' +
      'is kept from what is due and what comes next, until it expires or is lifted. `exempt`: the same, without an end.',
    example: 'suspend',
  })
  kind: DecisionKind;

  @JsonObjectField(
    { description: 'What it is about. The learner needs no `id`.', example: { kind: 'skill', id: 'fractions' } },
    scopeSchema,
  )
  scope: DecisionScope;

  @InstantField({
    description: 'Of a reset: answers up to this instant do not count any more. Default: now.',
    optional: true,
  })
  at?: string | null;

  @InstantField({ description: 'Of a suspend: when it ends by itself. Default: never.', optional: true })
  expires_at?: string | null;

  @TextField(1000, { description: 'Why. It stays in the log.', example: 'Not in this term' })
  reason: string;

  @TextField(ROLE_LENGTH, {
    description: 'What the person who decides is to the learner.',
    example: 'teacher',
    optional: true,
  })
  role?: string | null;

  @UuidField({ description: 'Who decides. Default: the caller.', optional: true })
  actor_user_id?: string | null;
}
