import { fold } from '../../../src/learning-engine/algorithms/difficulty/v1/difficulty-v1.algorithm.js';
import { DifficultyV1Params } from '../../../src/learning-engine/algorithms/difficulty/v1/difficulty-v1.params.js';
import { answerStep } from '../../../src/learning-engine/algorithms/mastery/v1/mastery-v1.knowledge.js';
import { MasteryV1Params } from '../../../src/learning-engine/algorithms/mastery/v1/mastery-v1.params.js';
import { atLeast, type Comparison } from '../benchmark.js';
import { millisecondsOf } from '../measure.js';
import { answers } from './inputs.js';

const STEPS = 100_000;
const perSecond = (seconds: number, loop: () => unknown) => (STEPS / millisecondsOf(seconds, loop)) * 1000;

export function masteryStep(seconds: number): Comparison {
  const events = answers(STEPS).map(({ correct }) => ({ correct }));
  const params = new MasteryV1Params();
  const ours = () => {
    let known = params.p_init;
    for (const { correct } of events) known = answerStep(params, known, correct, 0).p_known_after;
    return known;
  };
  return {
    what: 'mastery, update step',
    unit: 'steps/s',
    goal: atLeast(0.3),
    ours: () => perSecond(seconds, ours),
    peer: () => perSecond(seconds, () => plainMastery(params, events)),
  };
}

function plainMastery(params: MasteryV1Params, events: { correct: boolean }[]) {
  const state = { known: params.p_init, attempts: 0 };
  for (const { correct } of events) {
    const right = state.known * (1 - params.p_slip) + (1 - state.known) * params.p_guess;
    const given = correct ? (state.known * (1 - params.p_slip)) / right : (state.known * params.p_slip) / (1 - right);
    const after = given * (1 - params.p_forget) + (1 - given) * params.p_transit;
    state.known = Math.min(Math.max(after, params.clamp), 1 - params.clamp);
    state.attempts += 1;
  }
  return state;
}

export function difficultyStep(seconds: number): Comparison {
  const params = new DifficultyV1Params();
  const events = answers(STEPS).map(({ event_id, learner, item, correct, at }) => ({
    ...{ event_id, learner_id: learner, item_id: item, correct, at },
  }));
  const learners = numbered(events.map(({ learner_id }) => learner_id));
  const items = numbered(events.map(({ item_id }) => item_id));
  const steps = events.map((event) => ({
    placed: { event, sequence: null, id: event.event_id },
    learner: learners.get(event.learner_id)!,
    item: items.get(event.item_id)!,
  }));
  const ours = () => {
    const known = [...learners].map(() => ({
      ...{ theta: 0, answers: 0, lastAt: null, lastSequence: null, lastEventId: null },
    }));
    const rated = [...items].map(() => ({ b: 0, answers: 0, info: 0, recent: [] }));
    for (const { placed, learner, item } of steps) fold(params, rated[item]!, known[learner]!, placed, true);
    return rated;
  };
  const peer = () => {
    const known = [...learners].map(() => ({ theta: 0, answers: 0 }));
    const rated = [...items].map(() => ({ b: 0, answers: 0, info: 0 }));
    for (const { placed, learner, item } of steps) {
      plainElo(params, rated[item]!, known[learner]!, placed.event.correct);
    }
    return rated;
  };
  return {
    what: 'difficulty, update step',
    unit: 'steps/s',
    goal: atLeast(0.3),
    ours: () => perSecond(seconds, ours),
    peer: () => perSecond(seconds, peer),
  };
}

function plainElo(
  params: DifficultyV1Params,
  item: { b: number; answers: number; info: number },
  learner: { theta: number; answers: number },
  correct: boolean,
): void {
  const right = 1 / (1 + Math.exp(item.b - learner.theta));
  const residual = Number(correct) - right;
  learner.theta += (params.alpha_learner / (1 + params.beta_learner * learner.answers)) * residual;
  learner.answers += 1;
  item.b -= (params.alpha_item / (1 + params.beta_item * item.answers)) * residual;
  item.answers += 1;
  item.info += right * (1 - right);
}

const numbered = (ids: readonly string[]): Map<string, number> =>
  new Map([...new Set(ids)].map((id, number) => [id, number]));
