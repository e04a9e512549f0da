import { BooleanField, DigestsField, InstantField, TextField, UuidField } from '../validation/fields.js';

const activationId = (description: string) => TextField(19, { description, optional: true });

const ExpectedActivationId = () =>
  activationId('`id` of the last activation of the algorithm. If another one is the last, nothing is changed.');

/** Why something is changed. */
export class ReasonRequest {
  @TextField(1000, { description: 'Why. It is kept with the change.', example: 'Won the trial of week 44' })
  reason: string;
}

/** Why an active version is changed: it goes into the activation log. */
export class ActivationRequest extends ReasonRequest {
  @BooleanField({
    description:
      'Lets sessions that run by an earlier activation go over to what is active, from their next computation on. By default a session keeps what it began with.',
    optional: true,
  })
  break_pins?: boolean | null;
}

/** Why, and what the change rests on. */
export class GatedRequest extends ActivationRequest {
  @DigestsField(['preview_digest', 'evaluation_digest'], {
    description: '`digest` of a preview and of an evaluation of this change, which no other activation has named.',
    optional: true,
  })
  evidence?: { preview_digest?: string; evaluation_digest?: string } | null;

  @BooleanField({ description: 'Opens the gate where it would be closed. The activation is marked.', optional: true })
  override?: boolean | null;
}

/** As the engine takes it. */
export const gatedContext = ({ reason, break_pins, evidence, override }: GatedRequest) => ({
  ...{ reason, override, breakPins: break_pins },
  evidence: evidence && { previewDigest: evidence.preview_digest, evaluationDigest: evidence.evaluation_digest },
});

export class ActivateVersionRequest extends GatedRequest {
  @UuidField({
    description:
      'A parameter set of the version. Without it: the active set of the version, and where it has none, the set of its defaults.',
    optional: true,
  })
  params_id?: string | null;

  @ExpectedActivationId()
  expected_activation_id?: string | null;

  @BooleanField({
    description: 'A job makes the states of all learners first, and makes the version active when they are there: 202.',
    optional: true,
  })
  warm?: boolean | null;
}

export class RollbackRequest extends ActivationRequest {
  @activationId('`id` of the activation to roll back. If it is not the last one of the algorithm, nothing is changed.')
  activation_id?: string | null;
}

/** One of the two names the moment. */
export class RestoreRequest extends ActivationRequest {
  @activationId('`id` of the activation whose version and parameters are to be active again. Not with `as_of`.')
  activation_id?: string | null;

  @InstantField({
    description: 'The instant whose active version and parameters are to be active again. Not with `activation_id`.',
    optional: true,
  })
  as_of?: string | null;

  @ExpectedActivationId()
  expected_activation_id?: string | null;
}

export class RetireRequest extends ActivationRequest {
  @ExpectedActivationId()
  expected_activation_id?: string | null;
}
