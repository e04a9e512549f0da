import { calibrated, type BankSettings } from '../../../../../test/support/models/calibrated-bank.js';
import { heldOutLogLoss } from '../../../../../test/support/models/held-out-cells.js';
import { vectors } from '../../../../../test/support/engine/vectors.js';

const rowsOf = (counts: Record<string, number>) =>
  Object.entries(counts).flatMap(([pattern, count]) => Array<string>(count).fill(pattern));
const { patternFrequencies } = vectors<{ patternFrequencies: { LSAT7: Record<string, number> } }>('difficulty-mml');

/** Few banks, each from its seed: the table in docs/models.md is of more (`npm run models -- calibrate`). */
const means = (settings: Omit<BankSettings, 'seed'>) => {
  const banks = [1, 2, 3, 4].map((seed) => calibrated({ ...settings, seed }));
  const mean = (value: (bank: (typeof banks)[0]) => number) => banks.reduce((sum, bank) => sum + value(bank), 0) / 4;
  return {
    covered: mean(({ covered }) => covered),
    bias: mean(({ bias }) => Math.abs(bias)),
    tilt: mean(({ tilt }) => Math.abs(tilt)),
    falseDrifts: mean(({ falseDrifts }) => falseDrifts),
    leaks: mean(({ leak }) => Number(leak)),
  };
};

describe('difficulty v2 with learners and items whose truth is known', () => {
  it.each<[string, Omit<BankSettings, 'seed'>]>([
    ['all answered', { learners: 400, items: 30 }],
    ['30 % answered', { learners: 700, items: 40, answered: 0.3 }],
    ['30 % answered near the ability that shows', { learners: 700, items: 40, answered: 0.3, assigned: 'adaptive' }],
    ['few answers and one discrimination', { learners: 120, items: 30, slopes: 0 }],
  ])('is as sure as it is right: %s', (_, settings) => {
    const { covered, bias, tilt } = means(settings);

    expect(covered).toBeGreaterThanOrEqual(0.92);
    expect(covered).toBeLessThanOrEqual(0.99);
    expect(bias).toBeLessThan(0.1);
    expect(tilt).toBeLessThan(0.12);
  });

  it('finds the item that became easier half-way, and hardly another', () => {
    const { leaks, falseDrifts } = means({ learners: 400, items: 20, leaked: 7 });

    expect(leaks).toBe(1);
    expect(falseDrifts).toBeLessThanOrEqual(0.5);
  });

  it('predicts the answers of LSAT7 that were left out', () => {
    expect(heldOutLogLoss(rowsOf(patternFrequencies.LSAT7), 1)).toBeLessThanOrEqual(0.5265);
  });
});
