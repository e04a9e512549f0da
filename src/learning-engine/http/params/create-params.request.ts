import { FlagField, JsonObjectField } from '../validation/fields.js';

export class CreateParamsRequest {
  @JsonObjectField({
    description: 'Parameters as the `params` schema of the version describes them. Missing ones get their defaults.',
    example: { p_init: 0.3 },
  })
  params: object;
}

export class CreateParamsQuery {
  @FlagField({ description: 'Validate the set and show what it would change, without storing it.', optional: true })
  dry_run?: 'true' | 'false';
}
