import { MasteryV2Algorithm, type MasteryV2Event } from 'learning-engine/algorithms';
import { seededRandom } from '../../../src/demo/random.js';
import { run } from '../engine/algorithm-laws.js';
import { secondsIn } from '../engine/vectors.js';

const SKILLS = 6;
/** Logits of a known skill, of a missing one, and the deviation of the items. */
const [KNOWN, MISSING, DEVIATION] = [2, -2, 0.7];

/** How the skills of an item make an answer: all are needed, they make up for each other, or each is a step that scores by itself. */
export const COMBINATIONS = ['conjunctive', 'compensatory', 'partial credit'] as const;
export type Combination = (typeof COMBINATIONS)[number];

export interface LackingSettings {
  seed: number;
  learners: number;
  answers: number;
  combination: Combination;
}

interface Output {
  states: { skill_id: string; p_correct: number }[];
}

const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));

/**
 * Learners who lack one of six skills, and answer items of two or three of them whose difficulties are not known. Of how many the
 * skill that `mastery` v2 thinks least of is the one that they lack.
 */
export function lackingFound({ seed, learners, answers, combination }: LackingSettings): number {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const drawn = (count: number) => {
    const left = Array.from({ length: SKILLS }, (_, skill) => skill);
    return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0]!);
  };
  const items = Array.from({ length: 60 }, () => ({ skills: drawn(random() < 0.5 ? 2 : 3), b: DEVIATION * normal() }));
  let found = 0;
  for (let learner = 0; learner < learners; learner += 1) {
    const lacking = Math.floor(random() * SKILLS);
    const events = Array.from({ length: answers }, (_, n): MasteryV2Event => {
      const item = Math.floor(random() * items.length);
      const { skills, b } = items[item]!;
      const logits = skills.map((skill) => (skill === lacking ? MISSING : KNOWN) - b);
      return {
        ...{ event_id: `${n}`, item_id: `i${item}`, at: secondsIn(60 * n) },
        skills: skills.map((skill) => ({ skill_id: `s${skill}` })),
        ...outcomeOf(combination, logits, random),
      };
    });
    const { states } = run<Output>(MasteryV2Algorithm, {}, { states: [], events });
    const least = states.reduce((one, other) => (other.p_correct < one.p_correct ? other : one));
    found += Number(least.skill_id === `s${lacking}`);
  }
  return found;
}

function outcomeOf(
  combination: Combination,
  logits: number[],
  random: () => number,
): { correct: boolean } | { score: number } {
  const steps = logits.map((logit) => random() < logistic(logit));
  if (combination === 'conjunctive') return { correct: steps.every((isRight) => isRight) };
  if (combination === 'partial credit') return { score: steps.filter((isRight) => isRight).length / steps.length };
  return { correct: random() < logistic(logits.reduce((sum, logit) => sum + logit, 0) / logits.length) };
}
