import fc from 'fast-check';
import { anything, goodObject } from '../../../test/support/model-of-json/json-values.js';
import { canonicalJson } from './canonical-json.js';
import { copyJson, type JsonLimits } from './copy-json.js';

const limits: JsonLimits = { depth: 32, keys: 1000, bytes: 64 * 1024 };
const problemOf = (value: unknown, other: Partial<JsonLimits> = {}) => {
  const copy = copyJson(value, { ...limits, ...other });
  return 'problem' in copy ? copy.problem : undefined;
};
const MAX = Number.MAX_SAFE_INTEGER;

describe(copyJson.name, () => {
  it('gives back an equal copy that shares nothing with the source', () => {
    fc.assert(
      fc.property(goodObject, (source) => {
        const copy = copyJson(source, limits);
        if ('problem' in copy) throw new Error(`${copy.problem.pointer} ${copy.problem.reason}`);

        expect(copy.value).not.toBe(source);
        expect(JSON.parse(copy.canonical)).toEqual(JSON.parse(JSON.stringify(source)));
        expect(copy.canonical).toBe(canonicalJson(copy.value));
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const copy = copyJson(value, limits);
        if ('value' in copy) expect(JSON.parse(JSON.stringify(copy.value))).toEqual({ ...copy.value });
      }),
      { numRuns: 1000 },
    );
  });

  it('is not changed by what happens to the source later', () => {
    const source = { a: { b: [1] } };
    const copy = copyJson(source, limits);
    source.a.b.push(2);

    expect(copy).toMatchObject({ value: { a: { b: [1] } }, canonical: '{"a":{"b":[1]}}' });
  });

  it('takes -0 as 0, and objects without prototype or of another realm as plain ones', () => {
    const bare = Object.assign(Object.create(null) as object, { a: -0 });

    expect(copyJson(bare, limits)).toEqual({ value: { a: 0 }, canonical: '{"a":0}' });
    expect(problemOf({ a: structuredClone({ b: [1] }) })).toBeUndefined();
  });

  it.each([
    ['NaN', { a: NaN }, '/a', 'must be a finite number'],
    ['Infinity', { a: [1, -Infinity] }, '/a/1', 'must be a finite number'],
    ['2^53', { a: MAX + 1 }, '/a', `must be between -${MAX} and ${MAX}`],
    ['1e21', { a: { b: 1e21 } }, '/a/b', `must be between -${MAX} and ${MAX}`],
    ['undefined', { a: undefined }, '/a', 'must be a JSON value, not undefined'],
    ['a function', { a: () => 1 }, '/a', 'must be a JSON value, not a function'],
    ['a symbol', { a: Symbol('x') }, '/a', 'must be a JSON value, not a symbol'],
    ['a BigInt', { a: 1n }, '/a', 'must be a JSON value, not a bigint'],
    ['a Date', { a: new Date(0) }, '/a', 'must be a plain object or list'],
    ['a Map', { a: new Map() }, '/a', 'must be a plain object or list'],
    ['a Set', { a: new Set() }, '/a', 'must be a plain object or list'],
    ['a typed array', { a: new Uint8Array(2) }, '/a', 'must be a plain object or list'],
    [
      'a class instance',
      {
        a: new (class Point {
          x = 1;
        })(),
      },
      '/a',
      'must be a plain object or list',
    ],
    [
      'a hole',
      { a: Object.assign(new Array(3), { 0: 1, 2: 3 }) as unknown[] },
      '/a',
      'must be a list without holes and extra properties',
    ],
    [
      'a property on a list',
      { a: Object.assign([1], { x: 1 }) },
      '/a',
      'must be a list without holes and extra properties',
    ],
    ['a symbol as name', { a: { [Symbol('x')]: 1 } }, '/a', 'must not have a symbol as a name'],
    ['NUL', { a: 'x\0' }, '/a', 'must not contain NUL or lone surrogates'],
    ['a lone surrogate', { a: ['\ud83d'] }, '/a/0', 'must not contain NUL or lone surrogates'],
    ['NUL in a name', { a: { 'x\0': 1 } }, '/a', 'must not have names that contain NUL or lone surrogates'],
    ['__proto__', { a: JSON.parse('{"__proto__":{"x":1}}') as object }, '/a/__proto__', 'is not an allowed name'],
    ['a name with ~ and /', { 'a~/b': NaN }, '/a~0~1b', 'must be a finite number'],
    ['a list', [], '', 'must be a JSON object'],
    ['null', null, '', 'must be a JSON object'],
    ['a text', 'x', '', 'must be a JSON object'],
  ])('rejects %s, with a pointer', (_name, value, pointer, reason) => {
    expect(problemOf(value)).toEqual({ pointer, reason });
  });

  it('names the first culprit in reading order', () => {
    expect(problemOf({ a: [1, { b: NaN }], c: NaN })?.pointer).toBe('/a/1/b');
  });

  it('calls no getter and no toJSON', () => {
    const call = jest.fn();
    const getter = Object.defineProperty({}, 'a', { get: call, enumerable: true });
    const hidden = Object.defineProperty({}, 'a', { value: 1, enumerable: false });

    expect(problemOf(getter)).toEqual({ pointer: '/a', reason: 'must be a plain value, not a hidden one or a getter' });
    expect(problemOf(hidden)?.pointer).toBe('/a');
    expect(problemOf({ toJSON: call })?.pointer).toBe('/toJSON');
    expect(problemOf(Object.create({ toJSON: call }))).toBeDefined();
    expect(call).not.toHaveBeenCalled();
  });

  it.each(['constructor', 'prototype', 'toString', 'hasOwnProperty', 'toJSON', 'length', ''])(
    'takes %j as an ordinary name and changes no prototype',
    (name) => {
      const copy = copyJson(JSON.parse(`{"a":{${JSON.stringify(name)}:{"x":1}}}`), limits);

      expect('value' in copy && Object.hasOwn(copy.value.a as object, name)).toBe(true);
      expect(({} as { x?: number }).x).toBeUndefined();
    },
  );

  describe('limits', () => {
    const nested = (levels: number): object => {
      let value: object = {};
      for (let i = 1; i < levels; i += 1) value = i % 2 ? [value] : { a: value };
      return { a: value };
    };

    it('counts levels of nesting, without recursion', () => {
      expect(problemOf(nested(31))).toBeUndefined();
      expect(problemOf(nested(32))?.reason).toBe('must not nest deeper than 32 levels');
      expect(problemOf(nested(1_000_000))?.reason).toBe('must not nest deeper than 32 levels');
    });

    it('ends at a cycle', () => {
      const cycle: Record<string, unknown> = {};
      cycle.self = cycle;

      expect(problemOf(cycle)?.reason).toBe('must not nest deeper than 32 levels');
    });

    it('counts names', () => {
      const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 0]));

      expect(problemOf({ a: names(1000) })).toBeUndefined();
      expect(problemOf({ a: names(1001) })).toEqual({ pointer: '/a', reason: 'must have at most 1000 names' });
    });

    it('counts bytes of the canonical form, to the byte', () => {
      const bytes = (text: string) => Buffer.byteLength(JSON.stringify({ a: text }));

      for (const text of ['x'.repeat(92), 'é'.repeat(46), '\n'.repeat(46)]) {
        expect(bytes(text)).toBe(100);
        expect(problemOf({ a: text }, { bytes: 100 })).toBeUndefined();
        expect(problemOf({ a: text }, { bytes: 99 })).toEqual({ pointer: '', reason: 'must be at most 99 bytes long' });
      }
    });

    it('gives up on what is shared a thousand million times', () => {
      let value: unknown = 0;
      for (let i = 0; i < 30; i += 1) value = [value, value];

      expect(problemOf({ a: value })?.reason).toBe('must be at most 65536 bytes long');
    });
  });
});
