import { jsonChanges } from './json-changes.js';

describe(jsonChanges.name, () => {
  it('names what was added, taken away and changed, by pointer', () => {
    expect(jsonChanges({ a: 1, b: { c: 2, 'd/e': 3 }, l: [1] }, { b: { c: 2, 'd/e': 4 }, l: [1, 2], z: null })).toEqual(
      [
        { pointer: '/a', from: 1 },
        { pointer: '/b/d~1e', from: 3, to: 4 },
        { pointer: '/l', from: [1], to: [1, 2] },
        { pointer: '/z', to: null },
      ],
    );
  });

  it('finds nothing in equal objects, whatever the order of their names', () => {
    expect(jsonChanges({ a: { x: 1, y: [{ p: 1, q: 2 }] } }, { a: { y: [{ q: 2, p: 1 }], x: 1 } })).toEqual([]);
  });
});
