import { ItemDifficulty, SkillDifficulty } from '../../learners/sets/calibration.js';
import { MOST_ITEMS } from '../../learners/sets/set-kind.js';
import { SkillMapItem } from '../../learners/sets/skill-map-content.js';
import { schemaOf } from '../../schema/json-schema.js';
import { HostIdField, InstantField, ListField, TextField, UuidField } from '../validation/fields.js';

/** Without the rules about several fields at once, of which generators of clients make objects without fields. */
function itemSchemaOf(type: Parameters<typeof schemaOf>[0]): object {
  const { type: kind, properties, required, additionalProperties } = schemaOf(type) as { [part: string]: object };
  return { type: kind, properties, required, additionalProperties };
}

const reason = TextField(1000, {
  description: 'Why. It goes into the log of adoptions.',
  example: 'Counted over the school year',
});

export class CreateCalibrationRequest {
  @ListField(MOST_ITEMS, itemSchemaOf(ItemDifficulty), {
    description: 'Each item once.',
    example: [{ item_id: 'q1', difficulty: 0.8, se: 0.1, answers: 412 }],
  })
  items: readonly ItemDifficulty[];

  @ListField(MOST_ITEMS, itemSchemaOf(SkillDifficulty), {
    description: 'Each skill once.',
    example: [{ skill_id: 'fractions', difficulty: 0.3, answers: 1208 }],
    optional: true,
  })
  skills?: readonly SkillDifficulty[] | null;

  @HostIdField({ description: 'The bank that the items are from.', optional: true })
  bank_id?: string | null;

  @UuidField({ description: 'The version of an algorithm that found them. With `params_id`.', optional: true })
  algo_version_id?: string | null;

  @UuidField({ description: 'With which parameters. With `algo_version_id`.', optional: true })
  params_id?: string | null;

  @InstantField({ description: 'The first answer from which they are.', optional: true })
  answers_from?: string | null;

  @InstantField({ description: 'The last answer from which they are.', optional: true })
  answers_to?: string | null;
}

export class CreateSkillMapRequest {
  @ListField(MOST_ITEMS, itemSchemaOf(SkillMapItem), {
    description:
      'Each item once; with `item_version` each version once. An item needs `skills` or `key_option`: what is left out is as it was recorded.',
    example: [{ item_id: 'q1', skills: [{ skill_id: 'fractions', weight: 2 }, { skill_id: 'reading' }] }],
  })
  items: readonly SkillMapItem[];
}

export class WithdrawSetRequest {
  @reason
  reason: string;

  @TextField(19, {
    description: '`id` of the last adoption. If another one is the last, nothing is changed.',
    optional: true,
  })
  expected_adoption_id?: string | null;
}

export class AdoptSetRequest extends WithdrawSetRequest {}

export class CorrectKeyRequest {
  @HostIdField({ description: 'The item.', example: 'q1' })
  item_id: string;

  @HostIdField({ description: 'One version of the item. Without it: all of them.', optional: true })
  item_version?: string | null;

  @HostIdField({ description: 'The right option.', example: 'B' })
  key_option: string;

  @reason
  reason: string;
}
