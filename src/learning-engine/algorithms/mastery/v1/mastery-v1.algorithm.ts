import { type Algorithm } from '../../../authoring/algorithm.js';
import { indexById } from '../../../kit/index-by-id.js';
import { chanceLevel } from '../../../kit/chance-level.js';
import { oneMore } from '../../../kit/count.js';
import { judgedEvents } from '../../../kit/judged-events.js';
import { checkLastCounted, type Counted, type CountedFields, lastCounted } from '../../../kit/last-counted.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { compareTexts } from '../../../kit/order.js';
import { type Problem, Problems } from '../../../json/problem.js';
import { checkRoom } from '../../../kit/room.js';
import { type Placed } from '../../../kit/time-order.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import {
  type MasteryV1Event,
  MasteryV1Input,
  MasteryV1Output,
  type MasteryV1Skill,
  type MasteryV1State,
  type MasteryV1Step,
  MOST_SKILLS,
} from './mastery-v1.contract.js';
import { MasteryV1Params } from './mastery-v1.params.js';

const reject = rejectInputOf('mastery', 'v1');
const COUNTED: CountedFields<MasteryV1State> = {
  count: 'attempts',
  at: 'last_at',
  sequence: 'last_sequence',
  id: 'last_event_id',
};

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
 * A wrong answer never raises L, and a right one never lowers it: where learning or forgetting at the answer outweighs what the
 * answer says, L stays. The rules of the parameters see to it that this happens only to states below all that these parameters
 * lead to from p_init, at chance levels that differ from answer to answer, and with p_forget.
 *
 * Only + - × / are used, so results are the same to the last bit on every machine. O(1) per answer, plus the sort.
 */
@LearningAlgorithm({
  key: 'mastery',
  version: 'v1',
  params: MasteryV1Params,
  input: MasteryV1Input,
  output: MasteryV1Output,
  module: import.meta.url,
})
export class MasteryV1Algorithm implements Algorithm<MasteryV1Params, MasteryV1Input, MasteryV1Output> {
  /**
   * @throws InvalidInputError when a skill has two states or one that contradicts itself, or an answer breaks a rule and is not to
   * be left out: it repeats an id with different content, is after `now`, or not after what its state has counted; or when there
   * would be more skills than an input may have
   */
  compute(
    params: Readonly<MasteryV1Params>,
    input: Readonly<MasteryV1Input>,
    unfit: readonly Problem[] = [],
  ): MasteryV1Output {
    const { now, on_invalid: onInvalid } = input;
    const problems = new Problems();
    const { report } = problems;
    const given = indexById(input.states, { list: 'states', id: 'skill_id', report });
    const counted = new Map<string, Counted | undefined>();
    input.states.forEach((state, index) => {
      checkLastCounted(state, COUNTED, { path: ['states', index], now, report });
      counted.set(state.skill_id, lastCounted(state, COUNTED));
    });
    const { events, leftOut } = judgedEvents(input.events, {
      list: 'events',
      id: 'event_id',
      part: 'skill_id',
      unfit,
      now,
      onInvalid,
      counted: { of: ({ skill_id }) => counted.get(skill_id), at: 'last_at', owner: 'state' },
      report,
    });
    checkRoom(events, {
      events: 'events',
      states: 'states',
      known: given,
      id: 'skill_id',
      atMost: MOST_SKILLS,
      report,
    });
    problems.settle(reject);

    const skills = new Map<string, Known>();
    for (const [skillId, state] of given) skills.set(skillId, knownBefore(params, state));
    const trace: MasteryV1Step[] = [];
    for (const placed of events) {
      const step = fold(params, skills, placed);
      if (input.trace) trace.push({ event_id: placed.id, skill_id: placed.event.skill_id, ...step });
    }
    const states = [...skills]
      .sort(([one], [other]) => compareTexts(one, other))
      .map(([skillId, known]) => skillAfter(params, skillId, known));
    return { states, ...(input.trace && { trace }), ...(leftOut && { left_out: leftOut }) };
  }
}

/** A skill while answers are folded into it. */
interface Known {
  probability: number;
  attempts: number;
  lastAt: string | null;
  lastSequence: number | null;
  lastEventId: string | null;
}

/** The largest number below 1: what 1 - clamp is for a clamp that is lost in it. */
const ALMOST_CERTAIN = 1 - 2 ** -53;

const clamped = ({ clamp }: MasteryV1Params, probability: number): number =>
  Math.min(Math.max(probability, clamp), 1 - clamp, ALMOST_CERTAIN);

const knownBefore = (params: MasteryV1Params, state?: MasteryV1State): Known => ({
  probability: state ? clamped(params, state.p_known) : params.p_init,
  attempts: state?.attempts ?? 0,
  lastAt: state?.last_at ?? null,
  lastSequence: state?.last_sequence ?? null,
  lastEventId: state?.last_event_id ?? null,
});

function fold(
  params: Readonly<MasteryV1Params>,
  skills: Map<string, Known>,
  { event, sequence }: Placed<MasteryV1Event>,
): Step {
  const { event_id, skill_id, correct, at } = event;
  const known = skills.get(skill_id) ?? knownBefore(params);
  const step = answerStep(params, known.probability, correct, chanceLevel(event));
  skills.set(skill_id, {
    probability: step.p_known_after,
    attempts: oneMore(known.attempts),
    lastAt: at,
    lastSequence: sequence,
    lastEventId: event_id,
  });
  return step;
}

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

function skillAfter(params: MasteryV1Params, skillId: string, known: Known): MasteryV1Skill {
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
