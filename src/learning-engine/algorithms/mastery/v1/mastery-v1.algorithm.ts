import { type Algorithm } from '../../../authoring/algorithm.js';
import { indexById } from '../../../kit/index-by-id.js';
import { chanceLevel } from '../../../kit/chance-level.js';
import { judgedEvents } from '../../../kit/judged-events.js';
import { checkLastCounted, type Counted, type CountedFields, lastCounted } from '../../../kit/last-counted.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { compareTexts } from '../../../kit/order.js';
import { type Problem, Problems } from '../../../json/problem.js';
import { checkRoom } from '../../../kit/room.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import {
  MasteryV1Input,
  MasteryV1Output,
  type MasteryV1State,
  type MasteryV1Step,
  MOST_SKILLS,
} from './mastery-v1.contract.js';
import { fitMasteryV1 } from './mastery-v1.fit.js';
import { masteryV1Fold } from './mastery-v1.fold.js';
import { answerStep, type Known, knownAfter, knownBefore, skillAfter } from './mastery-v1.knowledge.js';
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
  fold: masteryV1Fold,
  fit: fitMasteryV1,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['mastery v1'],
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
    for (const { event, sequence, id } of events) {
      const { skill_id, correct, at } = event;
      const known = skills.get(skill_id) ?? knownBefore(params);
      const step = answerStep(params, known.probability, correct, chanceLevel(event));
      skills.set(skill_id, knownAfter(known, step, { event_id: id, sequence, at }));
      if (input.trace) trace.push({ event_id: id, skill_id, ...step });
    }
    const states = [...skills]
      .sort(([one], [other]) => compareTexts(one, other))
      .map(([skillId, known]) => skillAfter(params, skillId, known));
    return { states, ...(input.trace && { trace }), ...(leftOut && { left_out: leftOut }) };
  }
}
