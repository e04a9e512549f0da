import { analyseDistractors } from '../../../src/learning-engine/algorithms/mistakes/v1/mistakes-v1.distractors.js';
import { findPairs } from '../../../src/learning-engine/algorithms/mistakes/v1/mistakes-v1.pairs.js';
import { MistakesV1Params } from '../../../src/learning-engine/algorithms/mistakes/v1/mistakes-v1.params.js';
import {
  type Response,
  type Responses,
} from '../../../src/learning-engine/algorithms/mistakes/v1/mistakes-v1.responses.js';
import { rejectInputOf } from '../../../src/learning-engine/errors/input.errors.js';
import { seededRandom } from '../../../src/demo/random.js';
import { atMost, type Comparison } from '../benchmark.js';
import { millisecondsOf } from '../measure.js';

const LEARNERS = 20_000;
const MISTAKES_EACH = 12;
const QUESTIONS = 100;
const WRONG_OPTIONS = 3;

export function mistakePairs(seconds: number): Comparison {
  const params = new MistakesV1Params();
  const responses = randomMistakes();
  const { distractors } = analyseDistractors(params, responses);
  const made: number[][] = Array.from({ length: LEARNERS }, () => []);
  for (const { learner, question, option } of responses.responses) made[learner]!.push(question * 4 + option);
  return {
    what: `mistakes, pairs of 20,000 learners with ${MISTAKES_EACH} mistakes`,
    unit: 'ms',
    goal: atMost(3),
    ours: () =>
      millisecondsOf(seconds, () => findPairs(params, responses, distractors, rejectInputOf('mistakes', 'v1'))),
    peer: () => millisecondsOf(seconds, () => countPairs(made)),
  };
}

/** Of each learner, as many wrong answers to different questions; nothing else is answered. */
function randomMistakes(): Responses {
  const random = seededRandom(3);
  const responses: Response[] = [];
  for (let learner = 0; learner < LEARNERS; learner += 1) {
    const questions = new Set<number>();
    while (questions.size < MISTAKES_EACH) questions.add(Math.floor(random() * QUESTIONS));
    for (const question of questions) {
      responses.push({ question, learner, option: 2 + Math.floor(random() * WRONG_OPTIONS), correct: false });
    }
  }
  const questions = Array.from({ length: QUESTIONS }, (_, index) => ({
    ...{ question_id: `q${String(index).padStart(3, '0')}`, option_count: WRONG_OPTIONS + 1, key_option: 1 },
  }));
  return { questions, learners: LEARNERS, responses };
}

/** How often each pair was made, and nothing else. */
function countPairs(made: readonly (readonly number[])[]): Map<number, number> {
  const together = new Map<number, number>();
  for (const own of made) {
    for (let i = 0; i < own.length; i += 1) {
      for (let j = i + 1; j < own.length; j += 1) {
        const [one, other] = own[i]! < own[j]! ? [own[i]!, own[j]!] : [own[j]!, own[i]!];
        const pair = one * 1000 + other;
        together.set(pair, (together.get(pair) ?? 0) + 1);
      }
    }
  }
  return together;
}
