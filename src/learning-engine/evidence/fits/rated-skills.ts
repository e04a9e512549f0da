import { compareIds, compareTexts } from '../../kit/order.js';
import { type CalibratedSkill } from '../../learners/sets/calibration.js';
import { Difficulties } from '../difficulties.js';
import { type AnsweringLearner } from './first-answers.js';
import { itemsOfSkills } from './items-of-skills.js';

/** With fewer answers, what was known of a skill before says more. */
const FEWEST_ANSWERS = 20;

/**
 * How difficult skills are, by first answers to items in the order in which they were given: as the evaluation rates them, one answer
 * at a time. By their ids.
 *
 * @param before those of the calibration before: they stay where too few answers, or none, tell of a skill
 * @param items difficulties of items, from which those of the items of a skill are
 */
export function ratedSkills(
  learners: readonly AnsweringLearner[],
  before: readonly CalibratedSkill[],
  items: ReadonlyMap<string, number>,
): { skills: CalibratedSkill[]; rated: number } {
  const difficulties = new Difficulties();
  const answers = learners
    .flatMap(([learner, first]) => first.map((answer) => ({ learner, answer })))
    .sort((one, other) => one.answer[2] - other.answer[2] || compareIds(one.learner, other.learner));
  const asked = answers.map(({ answer: [item_id, , , , skills = []] }) => ({
    ...{ item_id, skills: skills.map(([skill_id, weight]) => ({ skill_id, weight })) },
  }));
  answers.forEach(({ learner, answer: [, right] }, index) => {
    difficulties.add(learner, { ...asked[index]!, correct: right === 1, option_count: null, guess: null });
  });
  const ofItems = itemsOfSkills(asked, items);
  const all = new Map(before.map((skill) => [skill.skill_id, skill]));
  const rated = difficulties.skills().filter((skill) => !all.has(skill.skill_id) || skill.answers >= FEWEST_ANSWERS);
  for (const skill of rated) {
    all.set(skill.skill_id, { ...skill, items_difficulty: ofItems.get(skill.skill_id) ?? null });
  }
  const skills = [...all.values()].sort((one, other) => compareTexts(one.skill_id, other.skill_id));
  return { skills, rated: rated.length };
}
