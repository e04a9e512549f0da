import { type FoldFacts, type FoldQuestion } from '../../authoring/fold.js';

/** What a calibration says of a question. */
export type FactsOf = (question: Pick<FoldQuestion, 'item_id' | 'skills'>) => FoldFacts;

/** What a calibration says, by ids: difficulties in logits, and the usual durations of items in milliseconds. */
export interface Calibrated {
  readonly items: readonly (readonly [item: string, difficulty: number, durationMs: number | null])[];
  readonly skills: readonly (readonly [skill: string, difficulty: number])[];
}

/** By a calibration without skills, or without durations, nothing is said of any. */
export function factsBy({ items, skills }: Calibrated): FactsOf {
  const ofItems = new Map(items.map(([item, difficulty]) => [item, difficulty]));
  const durations = new Map(items.flatMap(([item, , ms]): [string, number][] => (ms === null ? [] : [[item, ms]])));
  const ofSkills = new Map(skills);
  return ({ item_id, ...question }) => ({
    item_difficulty: (item_id === null ? undefined : ofItems.get(item_id)) ?? null,
    ...(durations.size > 0 && { item_duration_ms: (item_id === null ? undefined : durations.get(item_id)) ?? null }),
    ...(ofSkills.size > 0 && {
      skill_difficulties: question.skills.map(({ skill_id }) => ofSkills.get(skill_id) ?? null),
    }),
  });
}
