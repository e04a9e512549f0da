import { GateMode } from '../../registry/gate/gate-setting.js';
import { ReasonRequest } from '../activations/reason.request.js';
import { NumberField, OneOfField } from '../validation/fields.js';

/** The gate as a whole: a limit that is left out is none. */
export class SetGateRequest extends ReasonRequest {
  @OneOfField(GateMode, {
    description:
      'What an activation needs: nothing; evidence, or it is marked; a preview, and of a version that predicts an evaluation, that speak for it.',
    example: 'warn',
  })
  mode: GateMode;

  @NumberField(0, 10, {
    description:
      'By how much the log loss may be worse than that of the active version, up to the end of its 95 % interval. Default: it must not be shown to be worse.',
    optional: true,
  })
  log_loss_margin?: number | null;

  @NumberField(0, 1, { description: 'Share of the learners whose states may change. Default: any.', optional: true })
  most_changed?: number | null;
}
