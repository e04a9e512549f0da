import { type Algorithm } from '../../../contracts/algorithm.js';
import { byId } from '../../../contracts/by-id.js';
import { chanceLevel } from '../../../contracts/chance-level.js';
import { LearningAlgorithm } from '../../../contracts/learning-algorithm.decorator.js';
import { compareTexts } from '../../../contracts/order.js';
import { inTimeOrder } from '../../../contracts/time-order.js';
import { refuseInputOf } from '../../../errors/input.errors.js';
import {
  MasteryV1Input,
  MasteryV1Output,
  type MasteryV1Skill,
  type MasteryV1State,
  type MasteryV1Step,
} from './mastery-v1.contract.js';
import { MasteryV1Params } from './mastery-v1.params.js';

const refuse = refuseInputOf('mastery', 'v1');

/**
 * Mastery tracking, version 1: Bayesian Knowledge Tracing. Corbett & Anderson 1995, User Modeling and User-Adapted
 * Interaction 4:253-278, doi 10.1007/BF01099821; forgetting as in pyBKT (Badrinath, Wang & Pardos, EDM 2021).
 *
 * With L = P(known), S = p_slip, G = p_guess or the event's chance level if that is higher, T = p_transit, F = p_forget:
 *
 *     P(right)   = L (1 - S) + (1 - L) G
 *     L | right  = L (1 - S) / P(right)
 *     L | wrong  = L S / (1 - P(right))
 *     L after    = (L | answer) (1 - F) + (1 - (L | answer)) T
 *
 * Only + - × / are used, so results are the same to the last bit on every machine. O(1) per answer, plus the sort.
 */
@LearningAlgorithm({
  key: 'mastery',
  version: 'v1',
  params: MasteryV1Params,
  input: MasteryV1Input,
  output: MasteryV1Output,
})
export class MasteryV1Algorithm implements Algorithm<MasteryV1Params, MasteryV1Input, MasteryV1Output> {
  /**
   * @throws InvalidInputError when a skill has two states, an event id is repeated with different content, or an event is
   * older than the state it would change
   */
  compute(params: Readonly<MasteryV1Params>, input: Readonly<MasteryV1Input>): MasteryV1Output {
    const given = byId(input.states, { list: 'states', id: 'skill_id', refuse });
    const skills = new Map<string, Known>();
    for (const [skillId, state] of given) skills.set(skillId, knownBefore(params, state));

    const trace: MasteryV1Step[] = [];
    for (const { event, instant, index } of inTimeOrder(input.events, { list: 'events', id: 'event_id', refuse })) {
      const known = skills.get(event.skill_id) ?? knownBefore(params);
      if (instant < known.since) refuse(['events', index, 'at'], 'must not be before the last_at of its state');
      const step = answerStep(params, known.probability, event.correct, chanceLevel(event));
      skills.set(event.skill_id, {
        probability: step.p_known_after,
        attempts: known.attempts + 1,
        lastAt: event.at,
        since: instant,
      });
      if (input.trace) trace.push({ event_id: event.event_id, ...step });
    }

    const states = [...skills]
      .sort(([one], [other]) => compareTexts(one, other))
      .map(([skillId, known]) => skillAfter(params, skillId, known));
    return input.trace ? { states, trace } : { states };
  }
}

/** A skill while answers are folded into it. */
interface Known {
  probability: number;
  attempts: number;
  lastAt: string | null;
  /** `lastAt` in milliseconds: no answer may be older. */
  since: number;
}

/** The largest number below 1: what 1 - clamp is for a clamp that is lost in it. */
const ALMOST_CERTAIN = 1 - 2 ** -53;

const clamped = ({ clamp }: MasteryV1Params, probability: number): number =>
  Math.min(Math.max(probability, clamp), 1 - clamp, ALMOST_CERTAIN);

const knownBefore = (params: MasteryV1Params, state?: MasteryV1State): Known => ({
  probability: state ? clamped(params, state.p_known) : params.p_init,
  attempts: state?.attempts ?? 0,
  lastAt: state?.last_at ?? null,
  since: state?.last_at ? Date.parse(state.last_at) : -Infinity,
});

/**
 * One answer: the update of P(known), all four numbers of it.
 *
 * @param known P(known) before the answer
 * @param chance the answer's own chance level
 */
export function answerStep(
  params: Readonly<MasteryV1Params>,
  known: number,
  correct: boolean,
  chance: number,
): Omit<MasteryV1Step, 'event_id'> {
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

function skillAfter(params: MasteryV1Params, skillId: string, known: Known): MasteryV1Skill {
  const { probability, attempts, lastAt } = known;
  return {
    skill_id: skillId,
    p_known: probability,
    p_correct_next: probability * (1 - params.p_slip) + (1 - probability) * params.p_guess,
    attempts,
    mastered: probability >= params.mastery_threshold && attempts >= params.min_attempts,
    last_at: lastAt,
  };
}
