import { type Fold } from '../../../authoring/fold.js';
import { chanceLevel } from '../../../kit/chance-level.js';
import { type MasteryV1Skill } from './mastery-v1.contract.js';
import { answerStep, knownAfter, knownBefore, modelStep, skillAfter } from './mastery-v1.knowledge.js';
import { type MasteryV1Params } from './mastery-v1.params.js';

/**
 * A state is a row of the output's `states`: the same to the last bit as `compute` gives for the same answers. An answer that
 * concerns several skills is a step of each. A right answer to such a question is as likely as its weakest skill makes it.
 */
export const masteryV1Fold: Fold<MasteryV1Params, MasteryV1Skill> = {
  revision: 1,
  refold: 'skill',
  contexts: ['practice', 'exam', 'diagnostic', 'homework'],
  scopes: ({ skills }) => skills.map(({ skill_id }) => ({ kind: 'skill', id: skill_id })),
  step: (states, answer, params) =>
    answer.skills.map(({ skill_id }, index) => {
      const known = knownBefore(params, states[index]?.state);
      const step = answerStep(params, known.probability, answer.correct, chanceLevel(answer));
      const state = skillAfter(params, skill_id, knownAfter(known, step, answer));
      return { scope: { kind: 'skill', id: skill_id }, state, value: state.p_known, due_at: null };
    }),
  predict: (states, question, params) =>
    states.length === 0
      ? null
      : Math.min(
          ...states.map((before) => {
            const { probability } = knownBefore(params, before?.state);
            return modelStep(params, probability, true, chanceLevel(question)).p_correct;
          }),
        ),
};
