import { type FoldedSkill } from '../../authoring/fold.js';

/** An answer, as far as it tells which items a skill has. */
export interface AskedItem {
  item_id: string;
  skills: readonly FoldedSkill[];
}

/**
 * Mean difficulties of the items of skills, as often as they were answered, by the share that a skill has of each. Skills without an
 * item whose difficulty is known are left out.
 */
export function itemsOfSkills(
  answers: Iterable<AskedItem>,
  difficulties: ReadonlyMap<string, number>,
): Map<string, number> {
  const sums = new Map<string, { weight: number; sum: number }>();
  for (const { item_id, skills } of answers) {
    const difficulty = difficulties.get(item_id);
    if (difficulty === undefined) continue;
    for (const { skill_id, weight } of skills) {
      const before = sums.get(skill_id) ?? { weight: 0, sum: 0 };
      sums.set(skill_id, { weight: before.weight + weight, sum: before.sum + weight * difficulty });
    }
  }
  return new Map([...sums].map(([skill, { weight, sum }]) => [skill, sum / weight]));
}
