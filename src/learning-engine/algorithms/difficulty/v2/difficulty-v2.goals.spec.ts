import { calibrated, type BankSettings } from '../../../../../test/support/models/calibrated-bank.js';

/** Few banks, each from its seed: the table in docs/models.md is of more (`npm run models -- calibrate`). */
const means = (settings: Omit<BankSettings, 'seed'>) => {
  const banks = [1, 2].map((seed) => calibrated({ ...settings, seed }));
  const mean = (value: (bank: (typeof banks)[0]) => number) => banks.reduce((sum, bank) => sum + value(bank), 0) / 2;
  return {
    covered: mean(({ covered }) => covered),
    bias: Math.abs(mean(({ bias }) => bias)),
    tilt: Math.abs(mean(({ tilt }) => tilt)),
    falseDrifts: mean(({ falseDrifts }) => falseDrifts),
    leaks: mean(({ leak }) => Number(leak)),
  };
};

describe('difficulty v2 with learners and items whose truth is known', () => {
  it.each<[string, Omit<BankSettings, 'seed'>]>([
    ['all answered', { learners: 300, items: 30 }],
    ['30 % answered', { learners: 700, items: 40, answered: 0.3 }],
    ['30 % answered near the ability that shows', { learners: 700, items: 40, answered: 0.3, assigned: 'adaptive' }],
    ['few answers and one discrimination', { learners: 180, items: 40, slopes: 0 }],
  ])('is as sure as it is right: %s', (_, settings) => {
    const { covered, bias, tilt } = means(settings);

    expect(covered).toBeGreaterThanOrEqual(0.9);
    expect(covered).toBeLessThanOrEqual(0.99);
    expect(bias).toBeLessThan(0.1);
    expect(tilt).toBeLessThan(0.12);
  });

  it('finds the item that became easier half-way, and hardly another', () => {
    const { leaks, falseDrifts } = means({ learners: 400, items: 20, leaked: 7 });

    expect(leaks).toBe(1);
    expect(falseDrifts).toBeLessThanOrEqual(0.5);
  });
});
