import { FlagField, JsonObjectField } from '../../http/fields.js';

export class CreateParamsRequest {
  @JsonObjectField({
    description: 'As the `params` schema of the version says. Defaults complete it.',
    example: { threshold: 0.8 },
  })
  params: object;
}

export class CreateParamsQuery {
  @FlagField({ description: 'Check the set and show what it would change, and store nothing.', optional: true })
  dry_run?: 'true' | 'false';
}
