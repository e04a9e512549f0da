import {
  type Fold,
  type FoldedAnswer,
  type FoldFacts,
  type FoldQuestion,
  type FoldState,
  LEARNER_SCOPE,
} from '../../../authoring/fold.js';
import { chanceLevel } from '../../../kit/chance-level.js';
import {
  type Ability,
  answerStep,
  type AskedQuestion,
  isRapid,
  type ItemMemory,
  masteryOf,
  newAbility,
  newSkill,
  probabilityOf,
  type SkillMemory,
  withDifficulties,
} from './mastery-v2.model.js';
import { type MasteryV2Params } from './mastery-v2.params.js';

/** What is kept of a skill, and whether it was mastered right after its last answer. */
type FoldedSkill = SkillMemory & { mastered: boolean };

type MasteryV2FoldState = Ability | FoldedSkill | ItemMemory;

type Before = readonly (FoldState<MasteryV2FoldState> | null)[];

/**
 * States of each skill, of the learner as a whole, and of each item. They are those of the output of `compute`, to the last bit, for
 * the same answers. `score` is the outcome where there is one; else a right answer with hints is none. The value of a skill,
 * `p_correct`, and `mastered` are of the moment of its last answer; other answers of the learner change them at the next one only.
 */
export const masteryV2Fold: Fold<MasteryV2Params, MasteryV2FoldState> = {
  revision: 1,
  refold: 'learner',
  contexts: ['practice', 'exam', 'diagnostic', 'homework'],
  scopes: ({ skills, item_id }) => [
    LEARNER_SCOPE,
    ...skills.map(({ skill_id }) => ({ kind: 'skill' as const, id: skill_id })),
    ...(item_id === null ? [] : [{ kind: 'item' as const, id: item_id }]),
  ],
  step: (states, answer, params, facts) => {
    if (isRapid(params, answer.duration_ms, facts.item_duration_ms)) return [];
    const { ability, question } = askedOf(states, answer, params, facts);
    const after = answerStep(params, ability, question, outcomeOf(answer));
    const [learner, ...others] = masteryV2Fold.scopes(answer);
    return [
      { scope: learner!, state: after.ability, value: null, due_at: null },
      ...others.map((scope, index) => {
        const memory = after.skills[index];
        if (!memory) return { scope, state: { best: after.best }, value: null, due_at: null };
        const { p_correct, mastered } = masteryOf(params, after.ability, memory, answer.at);
        return { scope, state: { ...memory, mastered }, value: p_correct, due_at: null };
      }),
    ];
  },
  predict: (states, asked, params, facts) => {
    const { ability, question } = askedOf(states, asked, params, facts);
    return probabilityOf(params, ability, question);
  },
  knownAt: (skill, learner, params, at) => {
    const ability = (learner as Ability | null) ?? newAbility(params);
    const { p_correct, p_low, p_high, mastered } = masteryOf(params, ability, skill as FoldedSkill, at);
    return { value: p_correct, low: p_low, high: p_high, mastered };
  },
};

/** What is asked, with the states before it. */
export function askedOf(
  [learner, ...states]: Before,
  { at, skills, item_id, ...question }: FoldQuestion,
  params: Readonly<MasteryV2Params>,
  { item_difficulty, skill_difficulties = [], skill_items_difficulties = [] }: FoldFacts,
): { ability: Ability; question: AskedQuestion } {
  const weights = skills.reduce((sum, { weight }) => sum + weight, 0);
  const item = item_id === null ? undefined : (states[skills.length]?.state as ItemMemory | undefined);
  return {
    ability: (learner?.state as Ability | undefined) ?? newAbility(params),
    question: {
      at,
      skills: skills.map(({ weight }, index) => {
        const known = (states[index]?.state as SkillMemory | undefined) ?? newSkill();
        return {
          share: weight / weights,
          memory: withDifficulties(known, skill_difficulties[index], skill_items_difficulties[index]),
        };
      }),
      itemDifficulty: item_difficulty,
      best: item?.best ?? 0,
      chance: chanceLevel(question),
    },
  };
}

export const outcomeOf = ({ score, correct, hints }: FoldedAnswer): number => score ?? Number(correct && !hints);
