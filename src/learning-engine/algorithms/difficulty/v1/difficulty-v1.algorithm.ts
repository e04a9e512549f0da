import { type Algorithm } from '../../../authoring/algorithm.js';
import { indexById } from '../../../kit/index-by-id.js';
import { chanceLevel } from '../../../kit/chance-level.js';
import { LARGEST_COUNT, oneMore } from '../../../kit/count.js';
import { judgedEvents } from '../../../kit/judged-events.js';
import { type Counted, lastCounted } from '../../../kit/last-counted.js';
import { LearningAlgorithm } from '../../../authoring/learning-algorithm.decorator.js';
import { CODE_DIGESTS } from '../../code-digests.js';
import { compareTexts } from '../../../kit/order.js';
import { type Problem, Problems } from '../../../json/problem.js';
import { checkRoom } from '../../../kit/room.js';
import { type Placed } from '../../../kit/time-order.js';
import { rejectInputOf } from '../../../errors/input.errors.js';
import {
  type DifficultyV1Event,
  DifficultyV1Input,
  type DifficultyV1Item,
  type DifficultyV1Learner,
  MOST_ITEMS,
  MOST_LEARNERS,
} from './difficulty-v1.contract.js';
import {
  type DifficultyV1ItemEstimate,
  type DifficultyV1LearnerEstimate,
  DifficultyV1Output,
} from './difficulty-v1.output.js';
import { DifficultyV1Params } from './difficulty-v1.params.js';
import { checkStates, COUNTED } from './difficulty-v1.state-rules.js';

const reject = rejectInputOf('difficulty', 'v1');

/**
 * Difficulty assessment, version 1: Elo ratings with an uncertainty function. Pelánek 2016, Computers & Education
 * 98:169-179, doi 10.1016/j.compedu.2016.03.017; Klinkenberg, Straatemeier & van der Maas 2011, Computers & Education
 * 57:1813-1824.
 *
 * All in logits, with g the chance level of the answer, n the earlier answers of that learner, of that item:
 *
 *     s = 1 / (1 + e^(b - theta)),  P(right) = g + (1 - g) s,  r = right - P(right)
 *     theta += U_learner(n) r,  b -= U_item(n) r,  U(n) = alpha / (1 + beta n)
 *     info += ((1 - g) s (1 - s))² / (P (1 - P)),  se = 1 / sqrt(1 + info)
 *
 * The result depends on the order of the answers by nature; they are folded by time, then by sequence, then by id. What a
 * learner's state has counted is kept; an item takes answers of several learners in the order in which calls bring them. O(1) per
 * answer, plus the sort.
 */
@LearningAlgorithm({
  key: 'difficulty',
  version: 'v1',
  params: DifficultyV1Params,
  input: DifficultyV1Input,
  output: DifficultyV1Output,
  module: import.meta.url,
  codeDigest: CODE_DIGESTS['difficulty v1'],
})
export class DifficultyV1Algorithm implements Algorithm<DifficultyV1Params, DifficultyV1Input, DifficultyV1Output> {
  /**
   * @throws InvalidInputError when an item or learner is there twice, contradicts itself or is on another scale, or an answer
   * breaks a rule and is not to be left out: it repeats an id with different content, is after `now`, or not after what its
   * learner's state has counted; or when there would be more items or learners than an input may have
   */
  compute(
    params: Readonly<DifficultyV1Params>,
    input: Readonly<DifficultyV1Input>,
    unfit: readonly Problem[] = [],
  ): DifficultyV1Output {
    const problems = new Problems();
    const { report } = problems;
    const knownItems = indexById(input.items, { list: 'items', id: 'item_id', report });
    const knownLearners = indexById(input.learners, { list: 'learners', id: 'learner_id', report });
    checkStates(params, input, report);
    const counted = new Map<string, Counted | undefined>();
    for (const [id, learner] of knownLearners) counted.set(id, lastCounted(learner, COUNTED));
    const { events, leftOut } = judgedEvents(input.events, {
      list: 'events',
      id: 'event_id',
      unfit,
      now: input.now,
      onInvalid: input.on_invalid,
      counted: { of: ({ learner_id }) => counted.get(learner_id), at: 'last_at', owner: 'learner' },
      report,
    });
    const room = { events: 'events', report };
    checkRoom(events, { ...room, states: 'items', known: knownItems, id: 'item_id', atMost: MOST_ITEMS });
    checkRoom(events, { ...room, states: 'learners', known: knownLearners, id: 'learner_id', atMost: MOST_LEARNERS });
    problems.settle(reject);

    const items = new Map<string, Item>();
    for (const [id, item] of knownItems) items.set(id, knownItem(params, item));
    const learners = new Map<string, Learner>();
    for (const [id, learner] of knownLearners) learners.set(id, knownLearner(learner));
    const isFirst = firstAttempts(events);
    for (const placed of events) {
      const item = getOrAdd(items, placed.event.item_id, newItem);
      const learner = getOrAdd(learners, placed.event.learner_id, newLearner);
      fold(params, item, learner, placed, isFirst(placed.event));
    }

    return {
      items: inIdOrder(items).map(([id, item]) => itemEstimate(params, id, item)),
      learners: inIdOrder(learners).map(([id, learner]) => learnerEstimate(id, learner)),
      ...(leftOut && { left_out: leftOut }),
    };
  }
}

/** An item while answers are folded into it. */
interface Item {
  b: number;
  answers: number;
  info: number;
  recent: number[];
}

interface Learner {
  theta: number;
  answers: number;
  lastAt: string | null;
  lastSequence: number | null;
  lastEventId: string | null;
}

const newItem = (): Item => ({ b: 0, answers: 0, info: 0, recent: [] });
const newLearner = (): Learner => ({ theta: 0, answers: 0, lastAt: null, lastSequence: null, lastEventId: null });

const knownItem = (params: DifficultyV1Params, item: DifficultyV1Item): Item => ({
  b: item.difficulty,
  answers: item.answers,
  info: item.info,
  recent: newest(params, item.recent),
});

const knownLearner = (learner: DifficultyV1Learner): Learner => ({
  theta: learner.theta,
  answers: learner.answers,
  lastAt: learner.last_at,
  lastSequence: learner.last_sequence ?? null,
  lastEventId: learner.last_event_id ?? null,
});

const clamped = ({ b_clamp }: DifficultyV1Params, value: number): number =>
  Math.min(Math.max(value, -b_clamp), b_clamp);

const newest = ({ window_size }: DifficultyV1Params, results: readonly number[]): number[] =>
  results.slice(-window_size);

const uncertainty = (alpha: number, beta: number, answers: number): number => alpha / (1 + beta * answers);

/**
 * Tells of each event, in the order in which they are folded, whether it counts as a first attempt. Who answered what is
 * only remembered where an event leaves that open.
 */
function firstAttempts(events: readonly Placed<DifficultyV1Event>[]): (event: DifficultyV1Event) => boolean {
  if (events.every(({ event: { first_attempt } }) => first_attempt !== undefined))
    return ({ first_attempt }) => first_attempt!;
  const answered = new Map<string, Set<string>>();
  return ({ learner_id, item_id, first_attempt }) => {
    const items = getOrAdd(answered, learner_id, () => new Set());
    const isFirst = first_attempt ?? !items.has(item_id);
    items.add(item_id);
    return isFirst;
  };
}

/** One answer: both sides move by the same residual, which is that of before. */
export function fold(
  params: DifficultyV1Params,
  item: Item,
  learner: Learner,
  { event, sequence, id }: Omit<Placed<DifficultyV1Event>, 'instant' | 'index'>,
  isFirst: boolean,
): void {
  const chance = chanceLevel(event);
  const ability = 1 / (1 + Math.exp(item.b - learner.theta));
  const right = chance + (1 - chance) * ability;
  const residual = (event.correct ? 1 : 0) - right;

  learner.theta = clamped(
    params,
    learner.theta + uncertainty(params.alpha_learner, params.beta_learner, learner.answers) * residual,
  );
  learner.answers = oneMore(learner.answers);
  learner.lastAt = event.at;
  learner.lastSequence = sequence;
  learner.lastEventId = id;

  if (isFirst) {
    item.recent.push(event.correct ? 1 : 0);
    // In bulk: taking away the first element moves all others.
    if (item.recent.length > 2 * params.window_size) item.recent = newest(params, item.recent);
  }
  if (isFirst || !params.item_updates_on_first_attempt_only) {
    item.b = clamped(params, item.b - uncertainty(params.alpha_item, params.beta_item, item.answers) * residual);
    if (item.answers < LARGEST_COUNT) {
      item.answers += 1;
      item.info += ((1 - chance) * ability * (1 - ability)) ** 2 / (right * (1 - right));
    }
  }
}

function itemEstimate(
  params: DifficultyV1Params,
  id: string,
  { b, answers, info, recent: results }: Item,
): DifficultyV1ItemEstimate {
  const recent = newest(params, results);
  return {
    item_id: id,
    difficulty: b,
    se: 1 / Math.sqrt(1 + info),
    answers,
    info,
    recent,
    p_value_window: recent.length === 0 ? null : recent.reduce((sum, result) => sum + result, 0) / recent.length,
    provisional: answers < params.min_attempts,
  };
}

const learnerEstimate = (
  id: string,
  { theta, answers, lastAt, lastSequence, lastEventId }: Learner,
): DifficultyV1LearnerEstimate => ({
  learner_id: id,
  theta,
  answers,
  last_at: lastAt,
  last_sequence: lastSequence,
  last_event_id: lastEventId,
});

function getOrAdd<T>(map: Map<string, T>, id: string, make: () => T): T {
  let value = map.get(id);
  if (!value) {
    value = make();
    map.set(id, value);
  }
  return value;
}

const inIdOrder = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
  [...map].sort(([one], [other]) => compareTexts(one, other));
