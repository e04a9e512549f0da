import fc from 'fast-check';
import { type JsonObject, type JsonValue } from './json.js';
import { type JsonChange, jsonChanges } from './json-changes.js';

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

  const names = fc.oneof(
    fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString', 'a/b', '~1', ''),
    fc.string(),
  );
  const { object } = fc.letrec<{ value: JsonValue; object: JsonObject }>((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, 0, 1, 'x'), fc.array(tie('value')), tie('object')),
    object: fc.dictionary(names, tie('value'), { maxKeys: 5 }),
  }));

  it('turns the one into the other, whatever the names are', () => {
    fc.assert(
      fc.property(object, object, (from, to) => {
        expect(apply(from, jsonChanges(from, to))).toEqual(structuredClone(to));
        expect(jsonChanges(to, structuredClone(to))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

type Members = Record<string, JsonValue>;

/** Does to a copy what the changes say. */
function apply(from: JsonObject, changes: JsonChange[]): JsonObject {
  const copy = structuredClone<Members>(from);
  for (const change of changes) {
    const steps = change.pointer.split('/').slice(1);
    const path = steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const name = path.pop()!;
    const parent = path.reduce((object, step) => object[step] as Members, copy);
    if (change.to === undefined) delete parent[name];
    else
      Object.defineProperty(parent, name, { value: change.to, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}
