import fc from 'fast-check';
import { goodJson, goodName } from './json-values.js';

/** Something that must be rejected, and where in it the pointer leads. */
export interface Culprit {
  name: string;
  /** Makes it; `touched` must never be called. */
  make(touched: () => void): unknown;
  /** Pointer from the value to what is wrong in it. */
  at: string;
}

class Point {
  x = 1;
}
class PointList extends Array<number> {}
const culprit = (name: string, make: Culprit['make'], at = ''): Culprit => ({ name, make, at });
const own = (value: object, name: PropertyKey, descriptor: PropertyDescriptor) =>
  Object.defineProperty(value, name, { enumerable: true, configurable: true, ...descriptor });
const cycle = () => {
  const value: Record<string, unknown> = {};
  return Object.assign(value, { a: [value] });
};

/** A proxy all of whose traps count as touching it. */
const trapped = (target: object, touched: () => void) =>
  new Proxy(
    target,
    Object.fromEntries(
      ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf'].map((trap) => [
        trap,
        () => {
          touched();
          throw new Error('a trap was called');
        },
      ]),
    ),
  );
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

/** Every kind of value that JSON or PostgreSQL would change or reject. */
export const CULPRITS: readonly Culprit[] = [
  ...[NaN, Infinity, -Infinity, 2 ** 53, -(2 ** 53), 1e21, -Number.MAX_VALUE, undefined, 1n].map((value) =>
    culprit(`the ${typeof value} ${String(value)}`, () => value),
  ),
  ...['\0', 'a\0b', '\ud800', '\udc00\ud800', 'x\udfff', '😀\ud83d'].map((text) =>
    culprit(`the text ${JSON.stringify(text)}`, () => text),
  ),
  ...['\0', '\ud800', 'a\udc00'].map((name) => culprit(`the name ${JSON.stringify(name)}`, () => ({ [name]: 1 }))),
  culprit('a function', (touched) => touched),
  culprit('a symbol', () => Symbol('s')),
  culprit('a symbol as name', () => ({ a: 1, [Symbol('s')]: 1 })),
  culprit('__proto__', () => ({ a: 1, ['__proto__']: { x: 1 } }), '/__proto__'),
  ...[
    () => new Date(0),
    () => new Map([['a', 1]]),
    () => new Set([1]),
    () => new WeakMap(),
    () => /a/,
    () => new Error('a'),
    () => Promise.resolve(1),
    () => new Uint8Array(2),
    () => new Float64Array(2),
    () => Buffer.from('a'),
    () => new ArrayBuffer(2),
    () => Object(1) as unknown,
    () => Object('a') as unknown,
    () => Object(1n) as unknown,
    () => new URL('http://a'),
    () => new Point(),
    () => Object.create({ inherited: 1 }) as unknown,
    () => PointList.from([1, 2]),
    () => Object.setPrototypeOf([1], null) as unknown,
  ].map((make) => culprit(String(make).replace('() => ', ''), make)),
  culprit('a getter', (get) => own({ a: 1 }, 'b', { get }), '/b'),
  culprit('a setter', (set) => own({}, 'b', { set }), '/b'),
  culprit('a getter in a list', (get) => own([1, 2], 1, { get }), '/1'),
  culprit('a hidden member', () => own({}, 'b', { value: 1, enumerable: false }), '/b'),
  culprit('toJSON', (toJSON) => ({ a: 1, toJSON }), '/toJSON'),
  culprit('an inherited toJSON', (toJSON) => Object.create({ toJSON }) as unknown),
  culprit('toPostgres', (toPostgres) => ({ toPostgres }), '/toPostgres'),
  culprit('a hole', () => Object.assign(new Array<number>(3), { 0: 1, 2: 3 })),
  culprit('a list of nothing but holes', () => new Array<number>(3)),
  culprit('a member of a list', () => Object.assign([1], { x: 1 })),
  culprit('toJSON of a list', (toJSON) => Object.assign([1], { toJSON })),
  culprit('a proxy of an object', (touched) => trapped({ a: 1 }, touched)),
  culprit('a proxy of a list', (touched) => trapped([1], touched)),
  culprit('a proxy without traps', () => new Proxy({ a: 1 }, {})),
  culprit('a revoked proxy', revoked),
  culprit('an object whose prototype is a proxy', (touched) => Object.create(trapped({}, touched)) as object),
  culprit('a list whose prototype is a proxy', (touched) => Object.setPrototypeOf([1], trapped([], touched)) as object),
  culprit('a list whose prototype is a revoked proxy', () => Object.setPrototypeOf([1], revoked()) as object),
];

/** Those whose pointer depends on the limits, not on themselves. */
export const ENDLESS: readonly Culprit[] = [culprit('a cycle', cycle)];

interface Wrap {
  name: string | null;
  siblings: unknown[];
}

const wrap = fc.record<Wrap>({
  name: fc.option(goodName),
  siblings: fc.array(goodJson, { maxLength: 3 }),
});

/** Good JSON round something, up to some levels deep, and the pointer to it. */
export const surroundings = (maxLength = 6): fc.Arbitrary<(inner: unknown) => { value: unknown; pointer: string }> =>
  fc.array(wrap, { maxLength }).map((wraps) => (inner) => {
    let value = inner;
    let pointer = '';
    for (const { name, siblings } of wraps) {
      value = name === null ? [...siblings, value] : { ...Object.fromEntries(siblings.entries()), [name]: value };
      pointer = `/${name?.replaceAll('~', '~0').replaceAll('/', '~1') ?? siblings.length}${pointer}`;
    }
    return { value, pointer };
  });
