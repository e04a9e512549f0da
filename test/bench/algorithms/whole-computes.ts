import { DifficultyV1Algorithm } from '../../../src/learning-engine/algorithms/difficulty/v1/difficulty-v1.algorithm.js';
import { DifficultyV1Params } from '../../../src/learning-engine/algorithms/difficulty/v1/difficulty-v1.params.js';
import { MasteryV1Algorithm } from '../../../src/learning-engine/algorithms/mastery/v1/mastery-v1.algorithm.js';
import { MasteryV1Params } from '../../../src/learning-engine/algorithms/mastery/v1/mastery-v1.params.js';
import { atMost, type Comparison } from '../benchmark.js';
import { millisecondsOf } from '../measure.js';
import { answers } from './inputs.js';

const EVENTS = 100_000;

export function masteryCompute(seconds: number): Comparison {
  const events = answers(EVENTS).map(({ event_id, item, correct, at }) => ({ event_id, skill_id: item, correct, at }));
  const input = { states: [], events };
  const [algorithm, params] = [new MasteryV1Algorithm(), new MasteryV1Params()];
  return ofEvents('mastery', seconds, events, () => algorithm.compute(params, input));
}

export function difficultyCompute(seconds: number): Comparison {
  const events = answers(EVENTS).map(({ event_id, learner, item, correct, at }) => ({
    ...{ event_id, learner_id: learner, item_id: item, correct, at },
  }));
  const input = { items: [], learners: [], events };
  const [algorithm, params] = [new DifficultyV1Algorithm(), new DifficultyV1Params()];
  return ofEvents('difficulty', seconds, events, () => algorithm.compute(params, input));
}

const ofEvents = (key: string, seconds: number, events: Timed[], compute: () => unknown): Comparison => ({
  what: `${key}, compute of 100,000 events`,
  unit: 'ms',
  goal: atMost(2.5),
  ours: () => millisecondsOf(seconds, compute),
  peer: () => millisecondsOf(seconds, () => inOrder(events)),
});

interface Timed {
  event_id: string;
  at: string;
}

/** What any fold of events has to do first: read the times, drop what is there twice, sort. */
function inOrder(events: readonly Timed[]) {
  const once = new Map<string, { event: Timed; instant: number }>();
  for (const event of events) {
    if (!once.has(event.event_id)) once.set(event.event_id, { event, instant: Date.parse(event.at) });
  }
  return [...once.values()].sort(
    (one, other) => one.instant - other.instant || (one.event.event_id < other.event.event_id ? -1 : 1),
  );
}
