import { type AnsweringLearner, type FirstAnswer } from './first-answers.js';
import { ratedSkills } from './rated-skills.js';

const NONE: ReadonlyMap<string, number> = new Map();
const SKILLS = ['adding', 'dividing'];

/** Of each skill an item for each learner: the first is answered right by nine of ten, the second by two of ten. */
const learners = Array.from({ length: 50 }, (_, n): AnsweringLearner => {
  const answers = SKILLS.map((skill, index): FirstAnswer => {
    const right = (n * 7) % 10 < (index === 0 ? 9 : 2);
    return [`${skill} ${n}`, right ? 1 : 0, 1000 * n + index, null, [[skill, 1]]];
  });
  return [`l${n}`, answers];
});

describe(ratedSkills.name, () => {
  it('says that skills are difficult whose items are answered wrong, in whatever order learners come', () => {
    const { skills, rated } = ratedSkills(learners, [], NONE);
    expect(skills).toMatchObject([
      { skill_id: 'adding', answers: 50 },
      { skill_id: 'dividing', answers: 50 },
    ]);
    expect(rated).toBe(2);
    expect(skills[0]!.difficulty).toBeLessThan(-0.5);
    expect(skills[1]!.difficulty).toBeGreaterThan(0.5);
    expect(ratedSkills(learners.toReversed(), [], NONE).skills).toEqual(skills);
  });

  it('shares an answer out among the skills of its item, by their weights', () => {
    const both = Array.from({ length: 30 }, (_, n): AnsweringLearner => [
      `l${n}`,
      [[`i${n}`, 0, n, null, [['small', 0.2], ['large', 0.8]]]],
    ]); // prettier-ignore
    const [large, small] = ratedSkills(both, [], NONE).skills;
    expect(small!.difficulty).toBeGreaterThan(0);
    expect(large!.difficulty).toBeGreaterThan(2 * small!.difficulty);
  });

  it('leaves a skill as it was where fewer than 20 answers tell of it', () => {
    const before = ['adding', 'elsewhere'].map((skill_id) => ({
      skill_id,
      difficulty: 3,
      answers: 500,
      items_difficulty: 2,
    }));
    const few = ratedSkills(learners.slice(0, 19), before, NONE);
    expect(few).toEqual({
      skills: [before[0], expect.objectContaining({ skill_id: 'dividing' }), before[1]],
      rated: 1,
    });
    const more = ratedSkills(learners.slice(0, 20), before, NONE);
    expect(more.rated).toBe(2);
    expect(more.skills[0]!.difficulty).toBeLessThan(0);
    expect(more.skills[2]).toEqual(before[1]);
  });

  it('says how difficult the items of a skill are: as often as they were answered first, by the share that is its own', () => {
    const answered = (item: string, skills: [string, number][]): FirstAnswer => [item, 1, 0, null, skills];
    const some: AnsweringLearner[] = [
      ['a', [answered('hard', [['s', 1]]), answered('easy', [['s', 0.25], ['t', 0.75]])]],
      ['b', [answered('hard', [['s', 1]]), answered('unknown', [['s', 1], ['u', 1]])]],
    ]; // prettier-ignore
    const { skills } = ratedSkills(some, [], new Map([['hard', 2], ['easy', -1]])); // prettier-ignore
    const expected = { s: (2 + 2 - 0.25) / 2.25, t: -1, u: null };
    expect(Object.fromEntries(skills.map((one) => [one.skill_id, one.items_difficulty]))).toEqual(expected);
  });

  it('says nothing where answers name no skill', () => {
    expect(ratedSkills([['l', [['i', 1, 0, null]]]], [], NONE)).toEqual({ skills: [], rated: 0 });
  });
});
