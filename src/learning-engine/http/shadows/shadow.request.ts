import { ReasonRequest } from '../activations/reason.request.js';
import { InstantField, JsonIntegerField, NumberField, TextField, UuidField } from '../validation/fields.js';

export class StartShadowRequest extends ReasonRequest {
  @TextField(200, { description: 'The challenger.', example: 'v2' })
  version: string;

  @UuidField({ description: 'A parameter set of it. Without it: its active set.', optional: true })
  params_id?: string | null;

  @NumberField(0.001, 100, { description: 'Share of the live runs that are drawn.', example: 10 })
  percent: number;

  @JsonIntegerField(1, 100_000, {
    description: 'How many runs it may have, in all processes together.',
    example: 1000,
  })
  budget: number;

  @InstantField({ description: 'When it ends at the latest, within 90 days. Without it: in 7 days.', optional: true })
  until?: string | null;
}

export class EndShadowRequest extends ReasonRequest {}
