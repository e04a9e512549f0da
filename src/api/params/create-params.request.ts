import { FlagField, JsonObjectField } from '../../http/validation/fields.js';

export class CreateParamsRequest {
  @JsonObjectField({
    description: 'As the `params` schema of the version says. Defaults complete it.',
    example: { p_init: 0.3 },
  })
  params: object;
}

export class CreateParamsQuery {
  @FlagField({ description: 'Check the set and show what it would change, and store nothing.', optional: true })
  dry_run?: 'true' | 'false';
}
