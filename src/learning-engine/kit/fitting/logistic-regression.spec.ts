import { simulatedLearners } from '../../../../test/support/models/simulated-learners.js';
import { fittedWeights } from './logistic-regression.js';

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
});
