import {
  DifficultyV2Algorithm,
  DifficultyV2Params,
  MistakesV1Algorithm,
  MistakesV1Params,
  MistakesV2Algorithm,
  MistakesV2Params,
} from 'learning-engine/algorithms';
import { seededRandom } from '../../../src/demo/random.js';
import {
  answerStep,
  newAbility,
  newSkill,
  probabilityOf,
  type SkillMemory,
} from '../../../src/learning-engine/algorithms/mastery/v2/mastery-v2.model.js';
import { MasteryV2Params } from '../../../src/learning-engine/algorithms/mastery/v2/mastery-v2.params.js';
import { simulatedBank } from '../../support/models/calibrated-bank.js';
import { simulatedClass } from '../../support/models/simulated-class.js';
import { atLeast, atMost, type Comparison } from '../benchmark.js';
import { millisecondsOf } from '../measure.js';

const STEPS = 50_000;
const SKILLS = 50;
const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

interface Asked {
  at: string;
  instant: number;
  skill: number;
  difficulty: number;
  correct: boolean;
}

/** Prediction and update of each answer, of one learner. */
export function masteryV2Step(seconds: number): Comparison {
  const random = seededRandom(4);
  const params = new MasteryV2Params();
  const events = Array.from({ length: STEPS }, (_, index): Asked => {
    const instant = START + index * 60_000;
    return {
      ...{ instant, at: new Date(instant).toISOString(), skill: Math.floor(random() * SKILLS) },
      ...{ difficulty: random() * 4 - 2, correct: random() < 0.7 },
    };
  });
  const ours = () => {
    let ability = newAbility(params);
    const skills = Array.from({ length: SKILLS }, (): SkillMemory => newSkill());
    let sum = 0;
    for (const { at, skill, difficulty, correct } of events) {
      const asked = { share: 1, memory: skills[skill]! };
      const question = { at, skills: [asked], itemDifficulty: difficulty, best: 0, chance: 0 };
      sum += probabilityOf(params, ability, question);
      const after = answerStep(params, ability, question, Number(correct));
      ability = after.ability;
      skills[skill] = after.skills[0]!;
    }
    return sum;
  };
  const rate = (loop: () => unknown) => (STEPS / millisecondsOf(seconds, loop)) * 1000;
  return {
    what: 'mastery v2, prediction and update step',
    unit: 'steps/s',
    goal: atLeast(0.3),
    ours: () => rate(ours),
    peer: () => rate(() => plainMastery(params, events)),
  };
}

/** The same formulas over plain numbers, times read before. */
function plainMastery(params: MasteryV2Params, events: readonly Asked[]): number {
  let [theta, variance, lately, sum] = [0, params.prior_variance, 0, 0];
  const skills = Array.from({ length: SKILLS }, () => ({ recency: 0, evidence: 0, attempts: 0, last: 0, right: 0 }));
  for (const { instant, skill, difficulty, correct } of events) {
    const known = skills[skill]!;
    const outcome = Number(correct);
    const hours = known.right === 0 ? 0 : Math.log1p((instant - known.right) / HOUR);
    const { w0, w1, w3, w4, w5, w7 } = params;
    sum += 1 / (1 + Math.exp(-(w0 - w1 * difficulty + w3 * theta + w4 * known.recency + w5 * lately - w7 * hours)));
    const able = 1 / (1 + Math.exp(difficulty - theta));
    const before = Math.min(params.prior_variance, variance + params.drift);
    variance = 1 / (1 / before + able * (1 - able));
    theta += variance * (outcome - able);
    lately += (1 - params.learner_decay) * (2 * outcome - 1 - lately);
    known.recency += (1 - params.skill_decay) * (2 * outcome - 1 - known.recency);
    known.evidence += (1 - params.skill_decay) * (1 - known.evidence);
    known.attempts += 1;
    known.last = instant;
    if (correct) known.right = instant;
  }
  return sum;
}

/** A whole exam; an absolute goal, as for what follows. */
export function mistakesV2Exam(seconds: number): Comparison {
  const { input } = simulatedClass({ seed: 1, learners: 600, questions: 32, sd: 1 });
  const [algorithm, params] = [new MistakesV2Algorithm(), new MistakesV2Params()];
  return {
    what: 'mistakes v2, 600 learners × 32 questions',
    unit: 'ms',
    goal: atMost(2000),
    ours: () => millisecondsOf(seconds, () => algorithm.compute(params, input)),
  };
}

/** Compared with version 1. */
export function mistakesV2Pairs(seconds: number): Comparison {
  const [learners, mistakes, bank] = [20_000, 12, 100];
  const random = seededRandom(3);
  const questions = Array.from({ length: bank }, (_, index) => ({
    ...{ question_id: `q${String(index).padStart(3, '0')}`, option_count: 4, key_option: 1 },
  }));
  const at = new Date(START).toISOString();
  const attempts = Array.from({ length: learners }, (_, learner) => {
    const chosen = new Set<number>();
    while (chosen.size < mistakes) chosen.add(Math.floor(random() * bank));
    return [...chosen].map((question) => ({
      ...{
        attempt_id: `${learner} ${question}`,
        learner_id: `l${learner}`,
        question_id: questions[question]!.question_id,
      },
      ...{ option: 2 + Math.floor(random() * 3), at },
    }));
  }).flat();
  const input = { now: at, attempts, questions };
  const calibrated = { ...input, questions: questions.map((question) => ({ ...question, difficulty: 0 })) };
  const [second, first] = [new MistakesV2Algorithm(), new MistakesV1Algorithm()];
  const params = [new MistakesV2Params(), new MistakesV1Params()] as const;
  return {
    what: `mistakes v2, 20,000 learners with ${mistakes} mistakes, against v1`,
    unit: 'ms',
    goal: atMost(3),
    ours: () => millisecondsOf(seconds, () => second.compute(params[0], calibrated)),
    peer: () => millisecondsOf(seconds, () => first.compute(params[1], input)),
  };
}

export function difficultyV2Bank(seconds: number): Comparison {
  const { learners } = simulatedBank({ seed: 1, learners: 1300, items: 1067, answered: 100 / 1067 });
  const [algorithm, params] = [new DifficultyV2Algorithm(), new DifficultyV2Params()];
  return {
    what: 'difficulty v2, 130,000 answers × 1,067 items',
    unit: 'ms',
    goal: atMost(10_000),
    ours: () => millisecondsOf(seconds, () => algorithm.compute(params, { items: [], learners })),
  };
}
