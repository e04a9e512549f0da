import { expectWithin, vectors } from '../../../../../test/support/engine/vectors.js';
import { normalTail } from '../../../kit/statistics.js';
import { commonOddsRatio, conditionalTail, type Stratum } from './mistakes-v2.exact.js';

type Row = [n: number, a: number, b: number, both: number];
interface Vector {
  tolerance: { tail: number; ratio: number; normal: number };
  tables: { strata: Row[]; odds: number; tail: number; common: Record<'ratio' | 'low' | 'high', number> | null }[];
  normal: { z: number; tail: number }[];
}
const { tolerance, tables, normal } = vectors<Vector>('mistakes-given-ability');
const Z = 1.959963984540054;
const strataOf = (rows: Row[]): Stratum[] => rows.map(([n, a, b, both]) => ({ n, a, b, both }));

describe('tests of mistakes at the same ability', () => {
  it('give the exact probability of scipy, with any odds ratio', () => {
    for (const { strata, odds, tail } of tables) {
      expectWithin(conditionalTail(strataOf(strata), odds), tail, tolerance.tail);
    }
  });

  it('keep the digits of a small probability', () => {
    const large = tables.at(-1)!;

    expect(conditionalTail(strataOf(large.strata), 1) / large.tail).toBeCloseTo(1, 8);
  });

  it('give the common odds ratio with its interval, or none where it is 0 or infinite', () => {
    for (const { strata, common } of tables) {
      const found = commonOddsRatio(strataOf(strata), Z);
      if (!common) expect(found).toBeNull();
      else
        for (const name of ['ratio', 'low', 'high'] as const)
          expectWithin(found![name] / common[name], 1, tolerance.ratio);
    }
  });

  it('have the normal distribution to its far end', () => {
    for (const { z, tail } of normal) expectWithin(normalTail(z) / tail, 1, tolerance.normal);
  });

  it('know what cannot be otherwise', () => {
    expect(conditionalTail([], 1)).toBe(1);
    expect(conditionalTail([{ n: 4, a: 4, b: 2, both: 2 }], 1)).toBe(1);
    expect(conditionalTail([{ n: 2, a: 1, b: 1, both: 1 }], 1)).toBeCloseTo(0.5, 12);
    expect(conditionalTail([{ n: 2, a: 1, b: 1, both: 1 }], 3)).toBeCloseTo(0.75, 12);
  });
});
