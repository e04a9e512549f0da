import { type FoldedAnswer } from '../../src/learning-engine/authoring/fold.js';
import { draws } from '../../src/learning-engine/evidence/draws.js';
import { evaluate } from '../../src/learning-engine/evidence/evaluate.js';
import { type LearnerLog } from '../../src/learning-engine/evidence/replayed.js';
import { answer as answerOf } from '../support/engine/folds.js';
import { secondsIn } from '../support/engine/vectors.js';
import { scaled } from '../support/fault-scale.js';

const CLASSES = scaled(600, 40);
/** Two standard deviations of the share that is found of one of 5 %. */
const BY_CHANCE = 2 * Math.sqrt((0.05 * 0.95) / CLASSES);
const [LEARNERS, MOST] = [60, 20];
/** 1.96 for the interval, and .84 for a power of 80 %. */
const FOUND_AT = (1.96 + 0.84) / 1.96;

/**
 * A class whose learners differ in ability and in how much they answer, and what two models expect of each answer: the truth, off by
 * noise in logits that is of the whole learner and of each answer.
 */
function classOf(seed: string, noises: readonly number[]) {
  const numbers = draws(seed);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - numbers.next().value)) * Math.cos(2 * Math.PI * numbers.next().value);
  const predicted = new Map<FoldedAnswer, number[]>();
  const logs = Array.from({ length: LEARNERS }, (_, learner): LearnerLog => {
    const ability = normal();
    const off = noises.map((noise) => 0.5 * noise * normal());
    const answers = Array.from({ length: 3 + Math.floor(MOST * numbers.next().value ** 2) }, (_ignored, n) => {
      const logit = ability + normal();
      const correct = numbers.next().value < 1 / (1 + Math.exp(-logit));
      const one = answerOf({ event_id: `e${n}`, at: secondsIn(60 * n), item_id: `i${n}`, correct });
      const expected = noises.map((noise, index) => 1 / (1 + Math.exp(-(logit + off[index]! + noise * normal()))));
      predicted.set(one, expected);
      return one;
    });
    return { learnerId: `l${learner}`, answers };
  });
  const [comparison] = evaluate(
    logs,
    noises.map((_, index) => ({
      name: `model ${index}`,
      predict: (answers) => answers.map((one) => predicted.get(one)![index]!),
    })),
  ).comparisons;
  return comparison!;
}

const countOf = (noises: readonly number[], name: string) => {
  const found = Array.from({ length: CLASSES }, (_, index) => classOf(`${name} ${index}`, noises));
  const count = (verdict: string) => found.filter((one) => one.verdict === verdict).length / CLASSES;
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ...{ better: count('better'), worse: count('worse') },
    difference: mean(found.map((one) => one.log_loss_difference)),
    smallest: mean(found.map((one) => one.smallest_difference!)),
  };
};

describe('P10: the verdict of an evaluation', () => {
  it('tells two models that are equally good apart in 5 of 100 classes', () => {
    const { better, worse } = countOf([0.6, 0.6], 'equal');
    expect(better + worse).toBeLessThanOrEqual(0.05 + BY_CHANCE);
  });

  it('finds a better and a worse model with the power that the smallest difference says', () => {
    const worsened = countOf([0.3, 1.1], 'worse');
    expect(worsened.difference).toBeGreaterThan(FOUND_AT * worsened.smallest);
    expect(worsened.worse).toBeGreaterThan(0.8);
    expect(worsened.better).toBe(0);
    const improved = countOf([1.1, 0.3], 'better');
    expect(improved.better).toBeGreaterThan(0.8);
    expect(improved.worse).toBe(0);
  });
});
