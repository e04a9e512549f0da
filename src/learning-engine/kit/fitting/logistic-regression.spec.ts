import { simulatedLearners } from '../../../../test/support/models/simulated-learners.js';
import { seededDraw } from '../seeded-draw.js';
import { fittedWeights, type Sample } from './logistic-regression.js';

/** Answers to a kind of question, some of them right. */
const answersTo = (row: number[], answers: number, right: number): Sample => ({
  rows: Array.from({ length: answers }, () => row),
  outcomes: Array.from({ length: answers }, (_, index) => Number(index < right)),
});
const together = (samples: readonly Sample[]): Sample => ({
  rows: samples.flatMap(({ rows }) => rows),
  outcomes: samples.flatMap(({ outcomes }) => outcomes),
});

/** How much likelier the answers would become with more of each weight, per answer. */
const gradientOf = ({ rows, outcomes }: Sample, weights: readonly number[]): number[] =>
  weights.map((_, at) => {
    const terms = rows.map((row, index) => {
      const logit = row.reduce((sum, value, other) => sum + value * weights[other]!, 0);
      return row[at]! * (outcomes[index]! - 1 / (1 + Math.exp(-logit)));
    });
    return terms.reduce((sum, term) => sum + term, 0) / rows.length;
  });

describe(fittedWeights.name, () => {
  const planted = [0.4, 0.9, 0.3, 0.8, 1.2, 0.3, 0.5, 0.1];

  it('finds planted weights, each sample counting the same', () => {
    const samples = [1, 2].map((seed) => simulatedLearners({ weights: planted, answers: 6000, seed }));

    fittedWeights(samples).forEach((weight, index) => expect(Math.abs(weight - planted[index]!)).toBeLessThan(0.12));
  });

  it('gives 0 for what was never seen, and for what would count against an answer', () => {
    const { rows, outcomes } = simulatedLearners({
      weights: [...planted.slice(0, 5), -0.8, 0.5, 0],
      answers: 6000,
      seed: 3,
    });
    const [w5, w7] = [5, 7];
    const weights = fittedWeights([{ rows: rows.map((row) => row.with(w7, 0)), outcomes }]);

    expect(weights[w5]).toBe(0);
    expect(weights[w7]).toBe(0);
    expect(weights[1]).toBeGreaterThan(0.5);
  });

  it('keeps a weight that is below 0 only as long as another one is', () => {
    const sample = together([
      answersTo([1, 1, 0], 100, 20),
      answersTo([1, 0, 1], 100, 45),
      answersTo([1, 0, 0], 20, 12),
    ]);
    const [constant, first, second] = fittedWeights([sample]);

    // Of the questions without the second feature 32 of 120 are answered right, of those with it 45 of 100.
    expect(constant).toBeCloseTo(Math.log(32 / 88), 3);
    expect(first).toBe(0);
    expect(second).toBeCloseTo(Math.log(45 / 55) - Math.log(32 / 88), 3);
  });

  it('gives the weights that make the answers likeliest, of all that are not below 0', () => {
    let drawn = 0;
    const random = () => seededDraw('samples', (drawn += 1));
    let held = 0;
    for (let trial = 0; trial < 60; trial += 1) {
      const direction = [1, 2, 3, 4].map(() => random() - 0.5);
      const rows = Array.from({ length: 80 }, () => {
        const common = random();
        // Features that go together: whether one of them helps depends on the others.
        return [1, ...direction.map((part) => part * common + 0.2 * (random() - 0.5))];
      });
      const outcomes = rows.map((row) => Number(random() < 1 / (1 + Math.exp(-2 * row[1]! + 3 * row[2]!))));
      const weights = fittedWeights([{ rows, outcomes }]);
      const gradient = gradientOf({ rows, outcomes }, weights);

      weights.forEach((weight, index) => {
        expect(index === 0 || weight >= 0).toBe(true);
        // The fit has a ridge of a millionth.
        if (index === 0 || weight > 0) expect(Math.abs(gradient[index]! - 1e-6 * weight)).toBeLessThan(1e-8);
        else expect(gradient[index]).toBeLessThan(1e-8);
      });
      held += weights.filter((weight) => weight === 0).length;
    }
    expect(held).toBeGreaterThan(30);
  });
});
