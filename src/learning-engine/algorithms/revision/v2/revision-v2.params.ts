import { AtLeast, FromBelow, Inside } from '../../../schema/number-rules.js';
import { FsrsParams } from '../../../kit/fsrs/params.js';

/** Parameters of FSRS-6, of weights of a learner's own, and of what a learner's results say of the model. */
export class RevisionV2Params extends FsrsParams {
  @AtLeast(0, {
    title: 'Half own weights from',
    description: "Reviews from which a learner's own weights count as much as w: with n they count n / (n + this).",
    unit: 'reviews',
  })
  own_weights_half: number = 1000;

  @Inside(0, 1, {
    title: 'Trust in the model',
    description: "How far the model is trusted before any review, against the moving average of the learner's results.",
    unit: 'probability',
  })
  model_prior: number = 0.9;

  @FromBelow(0, 0.5, {
    title: 'Change of trust',
    description: 'How far the trust in the model returns at each review to what it was before any.',
    unit: 'share',
  })
  trust_drift: number = 0.001;

  @Inside(0, 1, {
    title: 'Decay of results',
    description: "How much of the moving average of the learner's results is kept at each review.",
    unit: 'share',
  })
  result_decay: number = 0.9;
}
