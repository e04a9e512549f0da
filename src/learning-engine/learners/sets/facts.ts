import { type FoldFacts, type FoldQuestion } from '../../authoring/fold.js';

/** What a calibration says of a question. */
export type FactsOf = (question: Pick<FoldQuestion, 'item_id' | 'skills'>) => FoldFacts;

/** What a calibration says, by ids: difficulties in logits, and the usual durations of items in milliseconds. */
export interface Calibrated {
  readonly items: readonly (readonly [item: string, difficulty: number, durationMs: number | null])[];
  readonly skills: readonly (readonly [skill: string, difficulty: number, ofItems: number | null])[];
}

/** What a calibration says of nothing at all, such as of no skill, is not said. */
export function factsBy({ items, skills }: Calibrated): FactsOf {
  const ofItems = new Map(items.map(([item, difficulty]) => [item, difficulty]));
  const durations = new Map(items.flatMap(([item, , ms]): [string, number][] => (ms === null ? [] : [[item, ms]])));
  const ofSkills = new Map(skills.map(([skill, difficulty]) => [skill, difficulty]));
  const ofTheirItems = new Map(skills.flatMap(([skill, , b]): [string, number][] => (b === null ? [] : [[skill, b]])));
  return ({ item_id, skills: asked }) => ({
    item_difficulty: (item_id === null ? undefined : ofItems.get(item_id)) ?? null,
    ...(durations.size > 0 && { item_duration_ms: (item_id === null ? undefined : durations.get(item_id)) ?? null }),
    ...(ofSkills.size > 0 && { skill_difficulties: saidOf(asked, ofSkills) }),
    ...(ofTheirItems.size > 0 && { skill_items_difficulties: saidOf(asked, ofTheirItems) }),
  });
}

const saidOf = (skills: FoldQuestion['skills'], said: ReadonlyMap<string, number>): (number | null)[] =>
  skills.map(({ skill_id }) => said.get(skill_id) ?? null);
