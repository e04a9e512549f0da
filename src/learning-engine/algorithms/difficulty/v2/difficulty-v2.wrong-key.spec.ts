import { itemId, simulatedBank } from '../../../../../test/support/models/calibrated-bank.js';
import { DifficultyV2Algorithm } from './difficulty-v2.algorithm.js';
import { DifficultyV2Params } from './difficulty-v2.params.js';

const WRONG = 3;
const estimate = (learners: ReturnType<typeof simulatedBank>['learners']) =>
  new DifficultyV2Algorithm().compute(new DifficultyV2Params(), { items: [], learners });

/** Of one item, who does not know it guesses the recorded option in one of four cases; who knows it never chooses it. */
const bankWithWrongKey = (seed: number, learners: number) =>
  simulatedBank({ seed, learners, items: 20 }).learners.map((learner, n) => ({
    ...learner,
    answers: learner.answers.map((answer) =>
      answer.item_id === itemId(WRONG) ? { ...answer, correct: !answer.correct && n % 4 === 0 } : answer,
    ),
  }));

describe(`${DifficultyV2Algorithm.name} where the recorded key of an item is wrong`, () => {
  it.each([
    [1, 250],
    [2, 1000],
  ])('settles in few steps, and estimates the other items as without that item: %i', (seed, count) => {
    const learners = bankWithWrongKey(seed, count);
    const { fit, items } = estimate(learners);

    expect(fit).toMatchObject({ converged: true });
    expect(fit.steps).toBeLessThan(60);
    const without = estimate(
      learners.map((learner) => ({
        ...learner,
        answers: learner.answers.filter(({ item_id }) => item_id !== itemId(WRONG)),
      })),
    );
    const others = items.filter(({ item_id }) => item_id !== itemId(WRONG));
    others.forEach(({ difficulty, se }, at) => {
      expect(Math.abs(difficulty! - without.items[at]!.difficulty!)).toBeLessThan(se!);
    });
    const wrong = items.find(({ item_id }) => item_id === itemId(WRONG))!;
    if (wrong.status === 'estimated') expect(wrong.discrimination).toBeLessThan(0.6);
  });
});
