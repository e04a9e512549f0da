import { compareIds, compareTexts } from '../../kit/order.js';
import { type CalibratedSkill } from '../../learners/sets/calibration.js';
import { Difficulties } from '../difficulties.js';
import { type AnsweringLearner } from './first-answers.js';

/** With fewer answers, what was known of a skill before says more. */
const FEWEST_ANSWERS = 20;

/**
 * How difficult skills are, by first answers to items in the order in which they were given: as the evaluation rates them, one answer
 * at a time. By their ids.
 *
 * @param before those of the calibration before: they stay where too few answers, or none, tell of a skill
 */
export function ratedSkills(
  learners: readonly AnsweringLearner[],
  before: readonly CalibratedSkill[],
): { skills: CalibratedSkill[]; rated: number } {
  const difficulties = new Difficulties();
  const answers = learners
    .flatMap(([learner, first]) => first.map((answer) => ({ learner, answer })))
    .sort((one, other) => one.answer[2] - other.answer[2] || compareIds(one.learner, other.learner));
  for (const { learner, answer } of answers) {
    const [item_id, right, , , skills = []] = answer;
    const weighted = skills.map(([skill_id, weight]) => ({ skill_id, weight }));
    difficulties.add(learner, { item_id, skills: weighted, correct: right === 1, option_count: null, guess: null });
  }
  const all = new Map(before.map((skill) => [skill.skill_id, skill]));
  const rated = difficulties.skills().filter((skill) => !all.has(skill.skill_id) || skill.answers >= FEWEST_ANSWERS);
  for (const skill of rated) all.set(skill.skill_id, skill);
  const skills = [...all.values()].sort((one, other) => compareTexts(one.skill_id, other.skill_id));
  return { skills, rated: rated.length };
}
