import { type FoldedSkill } from '../../authoring/fold.js';

/** What a skill map says of an item; null where it says nothing, so that what was recorded counts. */
export interface MappedItem {
  skills: readonly FoldedSkill[] | null;
  key_option: string | null;
}

/** An item of a map, as it is stored: the version is empty for all versions that have no row of their own. */
export interface StoredMappedItem extends MappedItem {
  item_id: string;
  item_version: string;
}

/** Finds what is said of a version of an item. */
export type SkillMap = (itemId: string, itemVersion: string | null) => MappedItem | undefined;

/** For those versions of an item that the map does not name, the row for all of them counts: for skills and key by themselves. */
export function skillMapOf(items: readonly StoredMappedItem[]): SkillMap {
  const byItem = new Map<string, Map<string, MappedItem>>();
  for (const { item_id, item_version, skills, key_option } of items) {
    const versions = byItem.get(item_id) ?? new Map<string, MappedItem>();
    byItem.set(item_id, versions.set(item_version, { skills, key_option }));
  }
  return (itemId, itemVersion) => {
    const versions = byItem.get(itemId);
    const [own, all] = [versions?.get(itemVersion ?? ''), versions?.get('')];
    if (!own || !all) return own ?? all;
    return { skills: own.skills ?? all.skills, key_option: own.key_option ?? all.key_option };
  };
}
