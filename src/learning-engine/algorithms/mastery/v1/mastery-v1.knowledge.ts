import { oneMore } from '../../../kit/count.js';
import { type MasteryV1Skill, type MasteryV1State, type MasteryV1Step } from './mastery-v1.contract.js';
import { type MasteryV1Params } from './mastery-v1.params.js';

/** A skill while answers are folded into it. */
export interface Known {
  probability: number;
  attempts: number;
  lastAt: string | null;
  lastSequence: number | null;
  lastEventId: string | null;
}

/** The largest number below 1: what 1 - clamp is for a clamp that is lost in it. */
const ALMOST_CERTAIN = 1 - 2 ** -53;

const clamped = ({ clamp }: Readonly<MasteryV1Params>, probability: number): number =>
  Math.min(Math.max(probability, clamp), 1 - clamp, ALMOST_CERTAIN);

export const knownBefore = (params: Readonly<MasteryV1Params>, state?: MasteryV1State): Known => ({
  probability: state ? clamped(params, state.p_known) : params.p_init,
  attempts: state?.attempts ?? 0,
  lastAt: state?.last_at ?? null,
  lastSequence: state?.last_sequence ?? null,
  lastEventId: state?.last_event_id ?? null,
});

/** The skill after a step, with the answer that made it. */
export const knownAfter = (
  { attempts }: Known,
  { p_known_after }: Step,
  { event_id, sequence, at }: { event_id: string; sequence: number | null; at: string },
): Known => ({
  probability: p_known_after,
  attempts: oneMore(attempts),
  lastAt: at,
  lastSequence: sequence,
  lastEventId: event_id,
});

export type Step = Omit<MasteryV1Step, 'event_id' | 'skill_id'>;

/**
 * One answer: the update of P(known), all four numbers of it. A wrong answer never raises P(known), a right one never lowers it.
 *
 * @param known P(known) before the answer
 * @param chance the answer's own chance level
 */
export function answerStep(params: Readonly<MasteryV1Params>, known: number, correct: boolean, chance: number): Step {
  const step = modelStep(params, known, correct, chance);
  step.p_known_after = correct ? Math.max(known, step.p_known_after) : Math.min(known, step.p_known_after);
  return step;
}

/** The same as the model has it, which is defined for all parameters. */
export function modelStep(params: Readonly<MasteryV1Params>, known: number, correct: boolean, chance: number): Step {
  const { p_slip, p_transit, p_forget } = params;
  const guess = Math.max(params.p_guess, chance);
  const right = known * (1 - p_slip) + (1 - known) * guess;
  // 1 - right, but without its loss of digits near certainty: there it can be 0.
  const wrong = known * p_slip + (1 - known) * (1 - guess);
  const given = correct ? (known * (1 - p_slip)) / right : (known * p_slip) / wrong;
  return {
    p_known_before: known,
    p_correct: right,
    p_known_given_obs: given,
    p_known_after: clamped(params, given * (1 - p_forget) + (1 - given) * p_transit),
  };
}

export function skillAfter(params: Readonly<MasteryV1Params>, skillId: string, known: Known): MasteryV1Skill {
  const { probability, attempts, lastAt, lastSequence, lastEventId } = known;
  return {
    skill_id: skillId,
    p_known: probability,
    p_correct_next: probability * (1 - params.p_slip) + (1 - probability) * params.p_guess,
    attempts,
    mastered: probability >= params.mastery_threshold && attempts >= params.min_attempts,
    last_at: lastAt,
    last_sequence: lastSequence,
    last_event_id: lastEventId,
  };
}
