import { TextField } from '../../http/fields.js';

/** Why a change of what is live is made: it goes into the ledger. */
export class ReasonRequest {
  @TextField(1000, { description: 'Why. It goes into the ledger.', example: 'Won the trial of week 44' })
  reason: string;
}

export class RollbackRequest extends ReasonRequest {
  @TextField(19, {
    description: '`id` of the activation to take back. If it is not the last one of the key, nothing is changed.',
    example: '7',
    optional: true,
  })
  activation_id?: string | null;
}
