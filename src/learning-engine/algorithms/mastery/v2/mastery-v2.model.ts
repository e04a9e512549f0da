import { oneMore } from '../../../kit/count.js';
import { type MasteryV2Params } from './mastery-v2.params.js';

/** What is known of a learner beside their skills. */
export interface Ability {
  theta: number;
  variance: number;
  /** Of all answers lately: -1 all wrong, 1 all right. */
  recency: number;
  answers: number;
}

/** What is known of a learner's command of one skill. */
export interface SkillMemory {
  /** Of its answers lately: -1 all wrong, 1 all right; 0 before the first one. */
  recency: number;
  /** How much of the recency is made of answers; the rest is the 0 at which it began. Its distance from 0 is at most this. */
  evidence: number;
  attempts: number;
  difficulty: number;
  /** Mean difficulty of its items, on their scale; left out where it is not known. */
  items_difficulty?: number;
  last_at: string | null;
  last_right_at: string | null;
}

/** What is known of a learner's answers to one item: the best of them, 0 to 1. */
export interface ItemMemory {
  best: number;
}

/** A question, with what is known before it is answered. */
export interface AskedQuestion {
  at: string;
  /** Shares add up to 1. */
  skills: readonly { share: number; memory: SkillMemory }[];
  /** Null where it is not known: then that of the skills stands in. */
  itemDifficulty: number | null;
  best: number;
  /** Probability of a right answer by guessing. */
  chance: number;
}

export const newAbility = ({ prior_variance }: Readonly<MasteryV2Params>): Ability => ({
  ...{ theta: 0, variance: prior_variance, recency: 0, answers: 0 },
});

export const newSkill = (): SkillMemory => ({
  ...{ recency: 0, evidence: 0, attempts: 0, difficulty: 0, last_at: null, last_right_at: null },
});

const HOUR_MS = 3_600_000;

const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** How long the skill was not answered right, as it counts. A wrong answer does not end that: it would raise mastery. */
const forgotten = ({ last_right_at }: SkillMemory, at: string): number =>
  last_right_at === null ? 0 : Math.log1p(Math.max(0, Date.parse(at) - Date.parse(last_right_at)) / HOUR_MS);

/** The mean over the skills of a question. */
const meanOf = (skills: AskedQuestion['skills'], of: (memory: SkillMemory) => number): number =>
  skills.reduce((sum, { share, memory }) => sum + share * of(memory), 0);

const difficultyOf = ({ itemDifficulty, skills }: AskedQuestion): number =>
  itemDifficulty ?? meanOf(skills, ({ difficulty }) => difficulty);

/** What w0 to w7 are the weights of, in their order. */
export function features(ability: Ability, question: AskedQuestion): number[] {
  const { at, skills, best } = question;
  return [
    1,
    -difficultyOf(question),
    -meanOf(skills, ({ difficulty }) => difficulty),
    ability.theta,
    meanOf(skills, ({ recency }) => recency),
    ability.recency,
    best,
    -meanOf(skills, (memory) => forgotten(memory, at)),
  ];
}

export const weightsOf = ({ w0, w1, w2, w3, w4, w5, w6, w7 }: Readonly<MasteryV2Params>): number[] => [
  ...[w0, w1, w2, w3, w4, w5, w6, w7],
];

/** Written out, in the order of `features`: building a list of weights takes longer than the sum. */
const logitOf = (
  { w0, w1, w2, w3, w4, w5, w6, w7 }: Readonly<MasteryV2Params>,
  [f0, f1, f2, f3, f4, f5, f6, f7]: readonly number[],
): number => w0 * f0! + w1 * f1! + w2 * f2! + w3 * f3! + w4 * f4! + w5 * f5! + w6 * f6! + w7 * f7!;

/** The probability of a right answer: one for the question, however many skills it has. */
export const probabilityOf = (params: Readonly<MasteryV2Params>, ability: Ability, question: AskedQuestion): number =>
  question.chance + (1 - question.chance) * logistic(logitOf(params, features(ability, question)));

/**
 * The ability after an answer: a step of Newton's method from the one before, on the Rasch model with guessing. The variance is
 * that of a normal approximation, and grows by `drift` before each answer.
 */
function abilityAfter(
  params: Readonly<MasteryV2Params>,
  ability: Ability,
  question: AskedQuestion,
  outcome: number,
): Ability {
  const { chance } = question;
  const able = logistic(ability.theta - difficultyOf(question));
  const right = chance + (1 - chance) * able;
  const slope = chance === 0 ? 1 : able / right;
  const before = Math.min(params.prior_variance, ability.variance + params.drift);
  const variance = 1 / (1 / before + slope ** 2 * right * (1 - right));
  return {
    theta: ability.theta + variance * slope * (outcome - right),
    variance,
    recency: moved(ability.recency, outcome, 1 - params.learner_decay),
    answers: oneMore(ability.answers),
  };
}

/** What is known after an answer: of the learner, and of the skills and the item of the question. */
export function answerStep(
  params: Readonly<MasteryV2Params>,
  ability: Ability,
  question: AskedQuestion,
  outcome: number,
): { ability: Ability; skills: SkillMemory[]; best: number } {
  return {
    ability: abilityAfter(params, ability, question, outcome),
    skills: question.skills.map((skill) => skillAfter(params, skill, { at: question.at, outcome })),
    best: Math.max(question.best, outcome),
  };
}

/** A skill after an answer, by its share of the question. */
function skillAfter(
  { skill_decay }: Readonly<MasteryV2Params>,
  { share, memory }: AskedQuestion['skills'][number],
  { at, outcome }: { at: string; outcome: number },
): SkillMemory {
  const step = share * (1 - skill_decay);
  const after: SkillMemory = {
    recency: moved(memory.recency, outcome, step),
    evidence: memory.evidence + step * (1 - memory.evidence),
    attempts: oneMore(memory.attempts),
    difficulty: memory.difficulty,
    last_at: at,
    last_right_at: outcome >= 0.5 ? at : memory.last_right_at,
  };
  if (memory.items_difficulty !== undefined) after.items_difficulty = memory.items_difficulty;
  return after;
}

/** With what is known of its difficulty, and of that of its items; what is not stays as it was. */
export function withDifficulties(
  memory: SkillMemory,
  difficulty?: number | null,
  ofItems?: number | null,
): SkillMemory {
  const known = difficulty == null ? memory : { ...memory, difficulty };
  return ofItems == null ? known : { ...known, items_difficulty: ofItems };
}

const moved = (recency: number, outcome: number, step: number): number => recency + step * (2 * outcome - 1 - recency);

/** Before any answer a recency may be anything from -1 to 1: the variance of that. */
const VARIANCE_OF_UNKNOWN = 1 / 3;

/**
 * How far the recency may be from what lasts: what is not made of answers may be anything, and the rest is a weighted mean of
 * answers, which varies most where half of them are right. Below half it is taken as that, so that wrong answers do not narrow it.
 */
function recencyVariance({ skill_decay }: Readonly<MasteryV2Params>, { recency, evidence }: SkillMemory): number {
  const unknown = (1 - evidence) ** 2;
  const ofMean = ((1 - skill_decay) / (1 + skill_decay)) * (1 - Math.max(0, recency) ** 2);
  return unknown * VARIANCE_OF_UNKNOWN + (1 - unknown) * ofMean;
}

/** How well a skill is known at a moment. */
export interface Mastery {
  p_correct: number;
  p_low: number;
  p_high: number;
  mastered: boolean;
}

/**
 * The probability of a right answer to an average item of the skill, without guessing, and its interval. Where it is not known how hard
 * such an item is, it is taken to be as hard as the skill.
 */
export function masteryOf(
  params: Readonly<MasteryV2Params>,
  ability: Ability,
  memory: SkillMemory,
  at: string,
): Mastery {
  const itemDifficulty = memory.items_difficulty ?? null;
  const question = { at, skills: [{ share: 1, memory }], itemDifficulty, best: 0, chance: 0 };
  const logit = logitOf(params, features(ability, question));
  const variance = params.w3 ** 2 * ability.variance + params.w4 ** 2 * recencyVariance(params, memory);
  const width = params.confidence_z * Math.sqrt(variance);
  const p_low = logistic(logit - width);
  return {
    p_correct: logistic(logit),
    p_low,
    p_high: logistic(logit + width),
    mastered: memory.last_right_at !== null && p_low >= params.mastery_threshold,
  };
}

/** Whether an answer came too fast to be one: it counts as missing. */
export const isRapid = (
  { rapid_share }: Readonly<MasteryV2Params>,
  durationMs: number | null | undefined,
  itemDurationMs: number | null | undefined,
): boolean =>
  typeof durationMs === 'number' && typeof itemDurationMs === 'number' && durationMs < rapid_share * itemDurationMs;
