import { largestDifference } from './largest-difference.js';

describe(largestDifference.name, () => {
  it('finds none in equal values, whatever the order of their names', () => {
    expect(largestDifference({ a: [1, { b: null }], c: 0 }, { c: -0, a: [1, { b: null }] })).toBeUndefined();
  });

  it.each([
    [{ a: [1, 2] }, { a: [1, 2.5] }, { pointer: '/a/1', relative: 0.2 }],
    [
      { a: 1, b: 100 },
      { a: 2, b: 101 },
      { pointer: '/a', relative: 0.5 },
    ],
    [{ a: 0 }, { a: 1e-300 }, { pointer: '/a', relative: 1 }],
    [{ a: -1 }, { a: 1 }, { pointer: '/a', relative: 2 }],
    [{ a: 0.1 + 0.2 }, { a: 0.3 }, { pointer: '/a', relative: 5.551115123125783e-17 / 0.30000000000000004 }],
  ])('says where numbers differ most, and how much: %j, %j', (one, other, difference) => {
    expect(largestDifference(one, other)).toEqual(difference);
    expect(largestDifference(other, one)).toEqual(difference);
  });

  it.each([
    [{ a: 1, b: 'x' }, { a: 2, b: 'y' }, '/b'],
    [{ 'a/b': [1] }, { 'a/b': [1, 2] }, '/a~1b/1'],
    [{ a: { b: 1 } }, { a: [1] }, '/a'],
    [{ a: 1 }, { a: '1' }, '/a'],
    [{ a: null }, {}, '/a'],
    [{ constructor: 1 }, {}, '/constructor'],
  ])('names the first place where something else differs: %j, %j', (one, other, pointer) => {
    expect(largestDifference(one, other)).toEqual({ pointer, relative: null });
    expect(largestDifference(other, one)).toEqual({ pointer, relative: null });
  });
});
