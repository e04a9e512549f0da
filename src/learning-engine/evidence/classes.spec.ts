import { answer } from '../../../test/support/engine/folds.js';
import { estimates } from './bootstrap.js';
import { classOf, drawnBy, FEWEST_CLASSES } from './classes.js';
import { draws } from './draws.js';
import { evaluate } from './evaluate.js';
import { type LearnerLog } from './replayed.js';

describe(classOf.name, () => {
  it('is the group that most answers name, of several the first', () => {
    expect(classOf([['choir', '7a'], ['7a'], []])).toBe('7a');
    expect(
      classOf([
        ['b', 'a'],
        ['a', 'b'],
      ]),
    ).toBe('a');
    expect(classOf([[], []])).toBeNull();
  });
});

describe(drawnBy.name, () => {
  const CLASSES = 12;
  const LEARNERS = 15;
  const classes = Array.from({ length: CLASSES * LEARNERS }, (_, learner) => `class ${learner % CLASSES}`);

  it('adds the learners of a class up, and draws those without one by themselves', () => {
    const some = Array.from({ length: FEWEST_CLASSES }, (_, index) => `${index}`);
    const { over, classes: known, sumsOf } = drawnBy([...some, null, '0', null]);
    expect([over, known]).toEqual(['classes', FEWEST_CLASSES]);
    expect(sumsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])).toEqual([11, 2, 3, 4, 5, 6, 7, 8, 9, 11]);
  });

  it('draws learners where there are too few classes', () => {
    const { over, sumsOf } = drawnBy(['a', 'a', 'b', null]);
    expect([over, sumsOf([1, 2, 3, 4])]).toEqual(['learners', [1, 2, 3, 4]]);
  });

  /** In how many of 200 samples the interval holds the truth, 0: what is common to a class is as large as what is a learner's own. */
  function held(drawn: typeof drawnBy): number {
    const samples = Array.from({ length: 200 }, (_, sample) => {
      const numbers = draws(`sample ${sample}`);
      const noise = () => numbers.next().value + numbers.next().value + numbers.next().value - 1.5;
      const common = Array.from({ length: CLASSES }, noise);
      const { sumsOf } = drawn(classes);
      const sums = sumsOf(classes.map((_, learner) => 10 * (common[learner % CLASSES]! + noise())));
      const answers = sumsOf(classes.map(() => 10));
      const [low, high] = estimates([sums], answers, { seed: 's', resamples: 200 })[0]!.interval!;
      return low <= 0 && 0 <= high;
    });
    return samples.filter(Boolean).length;
  }

  it('gives intervals that hold for other classes, as those over learners do not', () => {
    expect(held(drawnBy)).toBeGreaterThan(178);
    expect(held(() => drawnBy([null]))).toBeLessThan(120);
  });

  it('is what the intervals of an evaluation are over', () => {
    const logs = classes.map((classId, learner): LearnerLog => {
      const answers = [0, 1, 2].map((n) => answer({ event_id: `e${n}`, correct: (learner % CLASSES) % 2 === n % 2 }));
      return { learnerId: `l${learner}`, answers, classId };
    });
    const contender = { name: 'sure', predict: (answers: readonly object[]) => answers.map(() => 0.8) };
    const by = evaluate(logs, [contender]);
    const unclassed = evaluate(logs.map((log) => ({ ...log, classId: null })), [contender]); // prettier-ignore
    expect(by).toMatchObject({ classes: CLASSES, intervals_over: 'classes' });
    expect(unclassed).toMatchObject({ classes: 0, intervals_over: 'learners' });
    const width = ({ contenders: [found] }: typeof by) => found!.log_loss_interval![1] - found!.log_loss_interval![0];
    expect(width(by)).toBeGreaterThan(2 * width(unclassed));
  });
});
