import fc from 'fast-check';
import { type JsonValue } from 'learning-engine';

const MAX = Number.MAX_SAFE_INTEGER;

/** Names that objects have from birth, and such as programs look for: ordinary names in JSON. */
export const ORDINARY_NAMES = [
  ...['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'toLocaleString'],
  ...['__defineGetter__', '__lookupGetter__', '__proto', 'proto__', '__PROTO__', 'toJSON', 'toPostgres', 'then'],
  ...[
    'length',
    'name',
    'caller',
    'arguments',
    'id',
    'value',
    '',
    ' ',
    '0',
    '-0',
    '01',
    '4294967295',
    '$',
    '~',
    '/',
    '~1',
  ],
];

/** One UTF-16 code unit of any kind, so that a text of them has NUL and lone surrogates now and then. */
export const anyUnit = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
  { weight: 2, arbitrary: fc.integer({ min: 0xd800, max: 0xdfff }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
  { weight: 1, arbitrary: fc.constant(0) },
);

/** A text that may not be storable. */
export const anyText = fc.array(anyUnit, { maxLength: 12 }).map((units) => String.fromCharCode(...units));

const WELL_KNOWN = [
  '',
  '"',
  '\\',
  '\\u0000',
  '\u007f',
  '\u0080',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '\uffff',
  '😀',
  'e\u0301',
];

/** A text that PostgreSQL stores as it is. */
export const goodText = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...WELL_KNOWN, ...ORDINARY_NAMES),
  )
  .map((text) => text.replaceAll('\0', '0'));

/** A name that is stored as it is. */
export const goodName = goodText.filter((name) => name !== '__proto__');

/** A number within the limits, as likely near a border as in the open. */
export const goodNumber = fc.oneof(
  fc.double({ min: -MAX, max: MAX, noNaN: true }),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 1, 0.1 + 0.2, 1e-7, 1e-6, 5e-324, 2.2250738585072014e-308, MAX, -MAX, MAX / 2, 123456789.125),
);

/** A JSON value that must be accepted. */
export const goodJson = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 6, depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.constantFrom(null, true, false), goodNumber, goodText),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(goodName, tie('json'), { maxKeys: 5 }),
  ),
})).json;

/** A JSON object that must be accepted. */
export const goodObject = fc.dictionary(goodName, goodJson, { maxKeys: 5 });

const odd = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
  withObjectString: true,
  key: fc.oneof(goodText, anyText),
  values: [goodNumber, fc.double(), goodText, anyText, fc.boolean(), fc.constantFrom(null, undefined)],
});
const mostlyGood = fc.oneof({ weight: 15, arbitrary: goodJson }, { weight: 1, arbitrary: odd });

/** What a JavaScript program may hand over, plain or not. Of what holds other values, about half is good throughout. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  odd,
  fc.array(mostlyGood, { maxLength: 5 }),
  fc.dictionary(goodName, mostlyGood, { maxKeys: 5 }),
);

/** An equal value with the names of every object in another order. */
export function shuffled(value: JsonValue, seed: number): JsonValue {
  if (Array.isArray(value)) return value.map((child: JsonValue) => shuffled(child, seed));
  if (typeof value !== 'object' || value === null) return value === 0 ? -0 : value;
  const entries = Object.entries(value).map(([name, child]) => [name, shuffled(child, seed)] as const);
  const at = seed % (entries.length + 1);
  return Object.fromEntries([...entries.slice(at).reverse(), ...entries.slice(0, at)]);
}
