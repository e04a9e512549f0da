import { simulatedLearners } from '../../../../test/support/models/simulated-learners.js';
import { drawnTowards, ownShare } from './drawn-towards.js';
import { fittedWeights, type Sample } from './logistic-regression.js';

const COMMON = [0.4, 0.9, 0.3, 0.8, 1.2, 0.3, 0.5, 0.1];

const lossOf = (weights: readonly number[], { rows, outcomes }: Sample): number =>
  rows.reduce((sum, row, index) => {
    const logit = row.reduce((all, value, at) => all + value * weights[at]!, 0);
    return sum + Math.log1p(Math.exp(outcomes[index] ? -logit : logit));
  }, 0) / rows.length;

describe(ownShare.name, () => {
  it('is the share of n among n and half', () => {
    expect([ownShare(0, 0), ownShare(0, 1000), ownShare(1000, 1000), ownShare(3000, 1000), ownShare(5, 0)]).toEqual([
      0, 0, 0.5, 0.75, 1,
    ]);
  });
});

describe(drawnTowards.name, () => {
  it('stays between the two, however it is rounded', () => {
    expect(drawnTowards([1.2931], [0.001], 1)).toEqual([0.001]);

    const values = [0, 0.001, 0.1542, 1.2931, 2.3065, 100];
    const pairs = values.flatMap((one) => values.map((other) => [one, other] as const));
    for (const share of [0, 1e-17, 1 / 3, 1 - 2 ** -53, 1]) {
      for (const [one, other] of pairs) {
        const [drawn] = drawnTowards([one], [other], share);
        expect(drawn! >= Math.min(one, other) && drawn! <= Math.max(one, other)).toBe(true);
      }
    }
  });

  it('loses less than a fit alone where a set has nothing of its own, and gains nothing', () => {
    const judged = simulatedLearners({ weights: COMMON, answers: 20_000, seed: 99 });
    const answers = 500;
    for (const seed of [1, 2, 3]) {
      const fitted = fittedWeights([simulatedLearners({ weights: COMMON, answers, seed })]);
      const drawn = drawnTowards(COMMON, fitted, ownShare(answers, 10_000));

      expect(lossOf(drawn, judged)).toBeGreaterThan(lossOf(COMMON, judged) - 0.0005);
      expect(lossOf(drawn, judged)).toBeLessThan(lossOf(fitted, judged));
    }
  });

  it('keeps nearly all that a large set has of its own', () => {
    const own = COMMON.with(0, 1.2).with(3, 0.2);
    const judged = simulatedLearners({ weights: own, answers: 20_000, seed: 98 });
    const answers = 40_000;
    const fitted = fittedWeights([simulatedLearners({ weights: own, answers, seed: 4 })]);
    const drawn = drawnTowards(COMMON, fitted, ownShare(answers, 10_000));
    const [common, best] = [lossOf(COMMON, judged), lossOf(own, judged)];

    expect(common - lossOf(drawn, judged)).toBeGreaterThan(0.9 * (common - best));
  });
});
