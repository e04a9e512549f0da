import { InvalidArgumentError } from '../../errors/input.errors.js';
import { type JsonObject } from '../../json/json.js';
import { compareTexts } from '../../kit/order.js';
import { Between } from '../../schema/number-rules.js';
import { FieldsMatchSchema } from '../../schema/rule.js';
import { ListOf } from '../../schema/value-rules.js';
import { HostId } from '../answer.js';
import { judged, rejectTwice } from './judged-items.js';
import { MOST_ITEMS } from './set-kind.js';
import { type SetJson } from './set.statements.js';
import { type StoredMappedItem } from './skill-map.js';

const MOST_SKILLS = 20;
/** Shares are far from what rounds to 0. */
const WEIGHTS = [0.000_001, 1_000_000] as const;

/** A skill of an item, and how much of the item it is. */
export class MappedSkill {
  @HostId({ optional: false, title: 'Skill', description: "The host's id of the skill." }) skill_id: string;

  @Between(...WEIGHTS, {
    optional: true,
    title: 'Weight',
    description:
      'Its part of the item, beside those of the other skills: they need not sum to 1. 1 where it is missing.',
  })
  weight?: number;
}

/** What a map says of an item: what it asks for, which option is right, or both. What it does not say is as it was recorded. */
@FieldsMatchSchema({
  schema: { anyOf: [{ required: ['skills'] }, { required: ['key_option'] }] },
  reason: 'must have skills or key_option',
})
export class SkillMapItem {
  @HostId({ optional: false, title: 'Item', description: "The host's id of the question." }) item_id: string;

  @HostId({
    title: 'Item version',
    description: 'One version of the item; all that have no entry of their own without it.',
  })
  item_version?: string;

  @ListOf(MappedSkill, {
    atMost: MOST_SKILLS,
    optional: true,
    title: 'Skills',
    description: 'Each once. An empty list: it asks for none.',
  })
  skills?: readonly MappedSkill[];

  @HostId({ title: 'Key', description: 'The right option: answers with an option are right if they chose it.' })
  key_option?: string;
}

/** What items ask for, and which options are right. */
export class SkillMapContent {
  @ListOf(SkillMapItem, { atMost: MOST_ITEMS, title: 'Items', description: 'Each version of an item once.' })
  items: readonly SkillMapItem[];
}

/** A map of skills and keys. It never changes. */
export interface StoredSkillMap {
  id: string;
  /** SHA-256 of its items, in hexadecimal digits. */
  digest: string;
  /** How many items it has. */
  items: number;
  isActive: boolean;
  /** The map of which a corrected key made this one. */
  madeFrom: string | null;
  createdByUserId: string | null;
  createdAt: Date;
}

/** The columns of a map. */
export interface SkillMapRow {
  made_from: string | null;
  created_by_user_id: string | null;
}

/** @throws InvalidArgumentError naming what is wrong */
export function judgeSkillMap(given: SkillMapContent) {
  const { items } = judged(SkillMapContent, given);
  rejectTwice('items', items, ({ item_id, item_version }) =>
    item_version === undefined ? item_id : `${item_id} in version ${item_version}`,
  );
  const own: JsonObject = { made_from: null };
  return { own, items: items.map(storedItemOf) };
}

const storedItemOf = (item: SkillMapItem, index: number): StoredMappedItem => ({
  item_id: item.item_id,
  item_version: item.item_version ?? '',
  skills: item.skills ? sharesOf(item.skills, index) : null,
  key_option: item.key_option ?? null,
});

/** As folds get them: by their ids, with shares that sum to 1. */
function sharesOf(skills: readonly MappedSkill[], index: number) {
  const sorted = [...skills].sort((one, other) => compareTexts(one.skill_id, other.skill_id));
  const twice = sorted.find(({ skill_id }, place) => skill_id === sorted[place + 1]?.skill_id);
  if (twice) {
    const reason = `must name each skill once: ${twice.skill_id} is there twice`;
    throw new InvalidArgumentError(`items[${index}].skills`, reason);
  }
  const sum = sorted.reduce((all, { weight = 1 }) => all + weight, 0);
  return sorted.map(({ skill_id, weight = 1 }) => {
    const share = weight / sum;
    return { skill_id, weight: share };
  });
}

export const skillMapViewOf = ({
  id,
  digest,
  items,
  isActive,
  createdAt,
  own,
}: SetJson<SkillMapRow>): StoredSkillMap => ({
  ...{ id, digest, items, isActive },
  madeFrom: own.made_from,
  createdByUserId: own.created_by_user_id,
  createdAt: new Date(createdAt),
});

/**
 * The items with another key for an item: for one of its versions, or for all of them.
 *
 * @throws InvalidArgumentError when there is no room for it
 */
export function withKey(
  items: readonly StoredMappedItem[],
  { itemId, itemVersion, keyOption }: { itemId: string; itemVersion: string; keyOption: string },
): StoredMappedItem[] {
  const isMeant = (item: StoredMappedItem) =>
    item.item_id === itemId && (item.item_version === itemVersion || (itemVersion === '' && item.key_option !== null));
  const changed = items.map((item) => (isMeant(item) ? { ...item, key_option: keyOption } : item));
  if (items.some((item) => item.item_id === itemId && item.item_version === itemVersion)) return changed;
  if (items.length >= MOST_ITEMS) {
    throw new InvalidArgumentError('itemId', `must be one of the active skill map: it has ${MOST_ITEMS} items already`);
  }
  return [...changed, { item_id: itemId, item_version: itemVersion, skills: null, key_option: keyOption }];
}
