import { type Algorithm } from '../../../contracts/algorithm.js';
import { byId } from '../../../contracts/by-id.js';
import { chanceLevel } from '../../../contracts/chance-level.js';
import { LearningAlgorithm } from '../../../contracts/learning-algorithm.decorator.js';
import { compareTexts } from '../../../contracts/order.js';
import { inTimeOrder } from '../../../contracts/time-order.js';
import { refuseInputOf } from '../../../errors/input.errors.js';
import {
  type DifficultyV1Event,
  DifficultyV1Input,
  type DifficultyV1Item,
  type DifficultyV1ItemEstimate,
  type DifficultyV1Learner,
  DifficultyV1Output,
} from './difficulty-v1.contract.js';
import { DifficultyV1Params } from './difficulty-v1.params.js';

const refuse = refuseInputOf('difficulty', 'v1');

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
 * The result depends on the order of the answers by nature; they are folded by time, then by id. O(1) per answer, plus
 * the sort.
 */
@LearningAlgorithm({
  key: 'difficulty',
  version: 'v1',
  params: DifficultyV1Params,
  input: DifficultyV1Input,
  output: DifficultyV1Output,
})
export class DifficultyV1Algorithm implements Algorithm<DifficultyV1Params, DifficultyV1Input, DifficultyV1Output> {
  /**
   * @throws InvalidInputError when an item or learner is there twice, an event id is repeated with different content, or an
   * event is older than its learner's last one
   */
  compute(params: Readonly<DifficultyV1Params>, input: Readonly<DifficultyV1Input>): DifficultyV1Output {
    const items = new Map<string, Item>();
    for (const [id, item] of byId(input.items, { list: 'items', id: 'item_id', refuse })) {
      items.set(id, knownItem(params, item));
    }
    const learners = new Map<string, Learner>();
    for (const [id, learner] of byId(input.learners, { list: 'learners', id: 'learner_id', refuse })) {
      learners.set(id, knownLearner(params, learner));
    }

    const isFirst = firstAttempts(input.events);
    for (const { event, instant, index } of inTimeOrder(input.events, { list: 'events', id: 'event_id', refuse })) {
      const item = getOrAdd(items, event.item_id, newItem);
      const learner = getOrAdd(learners, event.learner_id, newLearner);
      if (instant < learner.since) refuse(['events', index, 'at'], 'must not be before the last_at of its learner');
      fold(params, item, learner, event, isFirst(event));
    }

    return {
      items: inIdOrder(items).map(([id, item]) => itemEstimate(params, id, item)),
      learners: inIdOrder(learners).map(([id, { theta, answers, lastAt }]) => ({
        learner_id: id,
        theta,
        answers,
        last_at: lastAt,
      })),
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
  /** `lastAt` in milliseconds: no answer may be older. */
  since: number;
}

const newItem = (): Item => ({ b: 0, answers: 0, info: 0, recent: [] });
const newLearner = (): Learner => ({ theta: 0, answers: 0, lastAt: null, since: -Infinity });

const knownItem = (params: DifficultyV1Params, item: DifficultyV1Item): Item => ({
  b: clamped(params, item.difficulty),
  answers: item.answers,
  info: item.info,
  recent: newest(params, item.recent),
});

const knownLearner = (params: DifficultyV1Params, { theta, answers, last_at }: DifficultyV1Learner): Learner => ({
  ...newLearner(),
  theta: clamped(params, theta),
  answers,
  lastAt: last_at,
  since: last_at === null ? -Infinity : Date.parse(last_at),
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
function firstAttempts(events: readonly DifficultyV1Event[]): (event: DifficultyV1Event) => boolean {
  if (events.every(({ first_attempt }) => first_attempt !== undefined)) return ({ first_attempt }) => first_attempt!;
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
  event: DifficultyV1Event,
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
  learner.answers += 1;
  learner.lastAt = event.at;

  if (isFirst) {
    item.recent.push(event.correct ? 1 : 0);
    // In bulk: taking away the first element moves all others.
    if (item.recent.length > 2 * params.window_size) item.recent = newest(params, item.recent);
  }
  if (isFirst || !params.item_updates_on_first_attempt_only) {
    item.b = clamped(params, item.b - uncertainty(params.alpha_item, params.beta_item, item.answers) * residual);
    item.answers += 1;
    item.info += ((1 - chance) * ability * (1 - ability)) ** 2 / (right * (1 - right));
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
