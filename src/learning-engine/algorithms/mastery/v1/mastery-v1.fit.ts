import { type Fit, NotFittedError } from '../../../authoring/fit.js';
import { LEARNER_SCOPE } from '../../../authoring/fold.js';
import { fittedKnowledge } from '../../../kit/fitting/knowledge-tracing.js';
import { masteryV1Fold } from './mastery-v1.fold.js';
import { MasteryV1Params } from './mastery-v1.params.js';

/** As many observations the defaults count as. */
const COMMON_COUNTS = 200;
const DECIMALS = 1e6;

const rounded = (value: number): number => Math.round(value * DECIMALS) / DECIMALS;

/**
 * The four probabilities by expectation and maximisation, of all skills together, drawn towards the defaults: the version has one
 * set for all. By the answers to
 * questions of one skill, of which alone it is known what was right.
 *
 * @throws NotFittedError where known skills are forgotten: the fit has no forgetting
 */
export const fitMasteryV1: Fit<MasteryV1Params> = (learners, params) => {
  if (params.p_forget > 0) {
    throw new NotFittedError('Parameters with forgetting cannot be fitted: p_forget must be 0.');
  }
  const sequences = learners.flatMap((answers) => {
    const sequences: boolean[][] = [];
    const begun = new Map<string, boolean[]>();
    for (const { answer, resets = [] } of answers) {
      for (const { kind, id } of resets) {
        if (kind === LEARNER_SCOPE.kind) begun.clear();
        else if (kind === 'skill') begun.delete(id);
      }
      const [skill, ...others] = answer.skills;
      if (!skill || others.length > 0 || !masteryV1Fold.contexts.includes(answer.context)) continue;
      const sequence = begun.get(skill.skill_id) ?? [];
      if (sequence.length === 0) sequences.push(sequence);
      begun.set(skill.skill_id, sequence);
      sequence.push(answer.correct);
    }
    return sequences;
  });
  const common = new MasteryV1Params();
  const { model } = fittedKnowledge(sequences, { start: common, towards: { model: common, counts: COMMON_COUNTS } });
  return {
    ...params,
    ...{ p_init: rounded(model.p_init), p_transit: rounded(model.p_transit) },
    ...{ p_slip: rounded(model.p_slip), p_guess: rounded(model.p_guess) },
  };
};
