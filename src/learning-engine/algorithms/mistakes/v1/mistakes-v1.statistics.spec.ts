import * as fc from 'fast-check';
import { expectWithin, vectors } from '../../../../../test/support/engine/vectors.js';
import { binomialTail, falseDiscoveryRates, logFactorials, wilson } from '../../../kit/statistics.js';
import { association, fisherTail, groupCorrelation, type Table } from './mistakes-v1.statistics.js';

type Measures = Table &
  Record<'support' | 'confidence' | 'lift' | 'addedValue' | 'cosine' | 'phi' | 'fisherOneSided', number>;

const vector = vectors<{
  tolerance: { measures: number; fisher: number; wilson: number };
  association: Measures[];
  wilson: { k: number; n: number; z: number; low: number; high: number }[];
}>('mistakes-patterns');
const { tolerance } = vector;
const logs = logFactorials(2000);
const WITHIN = 1e-10;

describe('statistics of mistakes', () => {
  it.each(vector.association)('association of $n11 / $n10 / $n01 / $n00', (table) => {
    const measures = association(table);

    for (const name of ['support', 'confidence', 'lift', 'cosine'] as const) {
      expectWithin(measures[name], table[name], tolerance.measures);
    }
    expectWithin(measures.added_value, table.addedValue, tolerance.measures);
    expectWithin(measures.phi!, table.phi, tolerance.measures);
    expectWithin(fisherTail(logs, table), table.fisherOneSided, tolerance.fisher);
  });

  it('of what all do has no phi', () => {
    expect(association({ n11: 5, n10: 0, n01: 3, n00: 0 }).phi).toBeNull();
  });

  it.each(vector.wilson)("Wilson's interval of $k / $n", ({ k, n, z, low, high }) => {
    const bounds = wilson(k, n, z)!;

    expectWithin(bounds.low, low, tolerance.wilson);
    expectWithin(bounds.high, high, tolerance.wilson);
  });

  it("Wilson's interval is within 0 and 1 and holds the share; of nothing there is none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const k = Math.round(share * n);
        const { low, high } = wilson(k, n, 1.96)!;

        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(k / n);
        expect(high).toBeGreaterThanOrEqual(k / n);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
    expect(wilson(0, 20, 1.96)!.low).toBe(0);
    expect(wilson(0, 0, 1.96)).toBeNull();
  });

  it('binomial tails add up', () => {
    expect(binomialTail(logs, 0, 10, 0.3)).toBe(1);
    expect(binomialTail(logs, 10, 10, 0.5)).toBeCloseTo(2 ** -10, 15);
    expect(binomialTail(logs, 8, 10, 0.5)).toBeCloseTo(56 / 1024, 12);
    expect(binomialTail(logs, 7, 7, 1)).toBe(1);
    expect(binomialTail(logs, 1, 2000, 1 / 3)).toBeLessThanOrEqual(1);
  });

  it("Fisher's tail is 1 for what must happen, and sums what may", () => {
    expect(fisherTail(logs, { n11: 0, n10: 3, n01: 3, n00: 4 })).toBeCloseTo(1, 12);
    // 3 of 3 among 6, 3 drawn: 1 / C(6, 3)
    expect(fisherTail(logs, { n11: 3, n10: 0, n01: 0, n00: 3 })).toBeCloseTo(1 / 20, 12);
    expect(fisherTail(logs, { n11: 3, n10: 0, n01: 0, n00: 0 })).toBe(1);
  });

  it('tails of many learners keep their digits', () => {
    // Both by exact ratios of neighbouring terms, with 45 digits.
    const many = logFactorials(200_000);

    expectWithin(fisherTail(many, { n11: 18_000, n10: 42_000, n01: 42_000, n00: 98_000 }), 0.50201067049113202, WITHIN);
    expectWithin(binomialTail(many, 66_667, 200_000, 1 / 3), 0.50021026067846464, WITHIN);
  });

  it('rates of false discovery are those of the whole family', () => {
    expect(falseDiscoveryRates([0.04, 0.001, 0.03], 3)).toEqual([0.04, 0.003, 0.04]);
    expect(falseDiscoveryRates([0.04, 0.001, 0.03], 100)).toEqual([1, 0.1, 1]);
    expect(falseDiscoveryRates([], 0)).toEqual([]);
  });

  it('correlation of a group with a score is that of Pearson, or none', () => {
    const scores = [3, 1, 4, 1, 5];
    const sums = {
      learners: 5,
      score: scores.reduce((sum, value) => sum + value),
      squares: scores.reduce((sum, value) => sum + value ** 2, 0),
    };

    expect(groupCorrelation(sums, { learners: 2, score: 8 })).toBeCloseTo(0.6123724356957946, 12);
    expect(groupCorrelation(sums, { learners: 0, score: 0 })).toBeNull();
    expect(groupCorrelation(sums, { learners: 5, score: sums.score })).toBeNull();
    expect(groupCorrelation({ learners: 3, score: 6, squares: 12 }, { learners: 1, score: 2 })).toBeNull();
  });
});
