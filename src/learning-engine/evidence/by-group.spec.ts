import { answer } from '../../../test/support/engine/folds.js';
import { secondsIn } from '../../../test/support/engine/vectors.js';
import { type Fold, type FoldedAnswer } from '../authoring/fold.js';
import { type ByGroup, byGroup, SMALLEST_CELL } from './by-group.js';
import { evaluate } from './evaluate.js';
import { practisedSkills } from './practised-skills.js';
import { type Contender, type LearnerLog } from './replayed.js';
import { replayOf } from './replay.js';

/** A skill is mastered after two right answers in a row, and for good. */
const streakFold: Fold<object, { run: number; mastered: boolean }> = {
  revision: 1,
  refold: 'skill',
  contexts: ['practice'],
  scopes: ({ skills }) => skills.map(({ skill_id: id }) => ({ kind: 'skill', id })),
  step: (states, { skills, correct }) =>
    skills.map(({ skill_id: id }, index) => {
      const before = states[index]?.state ?? { run: 0, mastered: false };
      const run = correct ? before.run + 1 : 0;
      const state = { run, mastered: before.mastered || run > 1 };
      return { scope: { kind: 'skill', id }, state, value: null, due_at: null };
    }),
  predict: () => 0.75,
};
const folding = { fold: streakFold as unknown as Fold, params: {} };
const streak: Contender = { name: 'streak', predict: replayOf(folding), skillsOf: practisedSkills(folding) };

const answers = (outcomes: string, skill = 's'): FoldedAnswer[] =>
  [...outcomes].map((outcome, n) =>
    answer({
      ...{ event_id: `${skill}${n}`, at: secondsIn(n), skills: [{ skill_id: skill, weight: 1 }] },
      correct: outcome === '+',
    }),
  );

/** So many learners who answer the same. */
const some = (name: string, count: number, given: readonly FoldedAnswer[]): LearnerLog[] =>
  Array.from({ length: count }, (_, n) => ({ learnerId: `${name}${n}`, answers: given }));

describe(practisedSkills.name, () => {
  const skillsOf = (given: readonly FoldedAnswer[], from = 0) =>
    practisedSkills(folding)(given, ({ at }) => at >= secondsIn(from));

  it('counts the answers until a skill is mastered, and looks at the next one alone', () => {
    expect(skillsOf(answers('-++-+'))).toEqual([{ neededAnswers: 3, nextIsRight: false }]);
    expect(skillsOf([...answers('++', 'a'), ...answers('+-', 'b')])).toEqual([
      { neededAnswers: 2, nextIsRight: null },
      { neededAnswers: null, nextIsRight: null },
    ]);
  });

  it('leaves out what was mastered before the answers that are judged', () => {
    expect(skillsOf(answers('++-'), 1)).toEqual([{ neededAnswers: 2, nextIsRight: false }]);
    expect(skillsOf(answers('++-'), 2)).toEqual([]);
  });

  it('says nothing where a version does not say what is mastered', () => {
    const silent: Fold = {
      ...folding.fold,
      step: (states, ...rest) => folding.fold.step(states, ...rest).map((one) => ({ ...one, state: { run: 1 } })),
    };
    expect(practisedSkills({ ...folding, fold: silent })(answers('+++'), () => true)).toBeNull();
  });

  it('asks a version that says it for a moment', () => {
    const asked: string[] = [];
    const momentary: Fold = {
      ...folding.fold,
      knownAt: (_skill, _learner, _params, at) => {
        asked.push(at);
        return { value: 1, low: 1, high: 1, mastered: at >= secondsIn(1) };
      },
    };
    expect(practisedSkills({ ...folding, fold: momentary })(answers('---'), () => true)).toEqual([
      { neededAnswers: 2, nextIsRight: false },
    ]);
    expect(asked).toEqual([secondsIn(0), secondsIn(1), secondsIn(2)]);
  });
});

describe(byGroup.name, () => {
  const logs = [
    ...some('a', 20, answers('++++')),
    ...some('A', 20, answers('++-+')),
    ...some('b', 40, answers('-+--')),
    ...some('c', 29, answers('++++')),
    ...some('d', 3, answers('++++')),
  ];
  /** By the first letter of their ids; d is none. */
  const groupsOf = (given: readonly LearnerLog[]) =>
    new Map(
      given
        .map(({ learnerId }) => [learnerId, learnerId[0]!.toLowerCase()] as const)
        .filter(([, group]) => group !== 'd'),
    );
  const of = (given: readonly LearnerLog[]): ByGroup =>
    evaluate(given, [streak], { groupOf: groupsOf(given) }).by_group!;
  const found = of(logs);

  it('says of each group what was predicted of it, what came, and what came of mastered skills', () => {
    expect(found).toMatchObject({ smallest_cell: 30, without_group: 3, too_small: ['c'] });
    expect(found.groups.map(({ group, learners, judged, right }) => [group, learners, judged, right])).toEqual([
      ['a', 40, 160, 0.875],
      ['b', 40, 160, 0.25],
    ]);
    const [a, b] = found.groups.map(({ contenders }) => contenders[0]!);
    expect(a!.overestimation!.mean).toBeCloseTo(0.75 - 0.875, 12);
    expect(b!.overestimation!.mean).toBeCloseTo(0.5, 12);
    expect(a!.log_loss!.mean).toBeCloseTo(-(0.875 * Math.log(0.75) + 0.125 * Math.log(0.25)), 12);
    expect(a).toMatchObject({
      false_mastery: { mean: 0.5, learners: 40 },
      practice_needed: { mean: 2 },
      mastered: { mean: 1 },
    });
    expect(b).toMatchObject({ false_mastery: null, practice_needed: null, mastered: { mean: 0 } });
    const [low, high] = a!.false_mastery!.interval!;
    expect([low < 0.5, high > 0.5]).toEqual([true, true]);
    expect(found.gaps).toEqual([
      { name: 'streak', calibration_gap: expect.closeTo(0.625, 12) as number, between: ['a', 'b'] },
    ]);
  });

  it('says nothing of fewer than 30 learners, nor of what fewer of them have', () => {
    expect(SMALLEST_CELL).toBe(30);
    expect(JSON.stringify(found)).not.toContain('"learners":29');
    // Of 40 learners, 29 have a skill that was mastered and answered again.
    const mixed = [...some('a', 29, answers('+++')), ...some('A', 11, answers('---'))];
    expect(of(mixed).groups[0]!.contenders[0]).toMatchObject({ false_mastery: null, mastered: { learners: 40 } });
    const one = [...some('a', 30, answers('+++')), ...some('A', 11, answers('---'))];
    expect(of(one).groups[0]!.contenders[0]).toMatchObject({ false_mastery: { mean: 0, learners: 30 } });
    expect(of(one).gaps).toEqual([{ name: 'streak', calibration_gap: null, between: null }]);
  });

  it('does not depend on the order of learners', () => {
    expect(of([...logs].reverse())).toEqual(found);
  });

  it('leaves the evaluation itself as it is', () => {
    const plain = evaluate(logs, [streak]);
    expect(evaluate(logs, [streak], { groupOf: groupsOf(logs) })).toEqual({ ...plain, by_group: found });
  });
});
