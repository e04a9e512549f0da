import { type FoldFacts, type FoldQuestion } from '../../authoring/fold.js';

/** What a calibration says of a question. */
export type FactsOf = (question: Pick<FoldQuestion, 'item_id' | 'skills'>) => FoldFacts;

/** Difficulties by a calibration, in logits, by ids. */
export interface Difficulties {
  readonly items: readonly (readonly [item: string, difficulty: number])[];
  readonly skills: readonly (readonly [skill: string, difficulty: number])[];
}

/** By a calibration without skills, nothing is said of any. */
export function factsBy({ items, skills }: Difficulties): FactsOf {
  const [ofItems, ofSkills] = [new Map(items), new Map(skills)];
  return (question) => ({
    item_difficulty: (question.item_id === null ? undefined : ofItems.get(question.item_id)) ?? null,
    ...(ofSkills.size > 0 && {
      skill_difficulties: question.skills.map(({ skill_id }) => ofSkills.get(skill_id) ?? null),
    }),
  });
}
