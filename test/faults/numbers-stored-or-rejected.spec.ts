import fc from 'fast-check';
import { scaled } from '../support/fault-scale.js';
import { surroundings } from '../support/model-of-json/culprits.js';
import { refusal, useJsonStore } from '../support/model-of-json/json-store.js';

const timeout = scaled(1_800_000, 120_000);
const MAX = Number.MAX_SAFE_INTEGER;
const isGood = (number: number) => Math.abs(number) <= MAX;
const PER_ROW = 50;

const bits = new DataView(new ArrayBuffer(8));
const fromBits = (pattern: bigint): number => {
  bits.setBigUint64(0, pattern);
  return bits.getFloat64(0);
};
const toBits = (number: number): bigint => {
  bits.setFloat64(0, number);
  return bits.getBigUint64(0);
};

/** Where the form or the fate of a number changes: the limit, powers of two, the ends of the doubles, exponents in text. */
const BORDERS = [
  ...[MAX, 2 ** 53, 2 ** 52, 2 ** 31, 2 ** 32, 2 ** 63, 1e15, 1e16, 1e20, 1e21, 1e22, 1e-5, 1e-6, 1e-7, 0.1, 0.3, 1],
  ...[Number.MIN_VALUE, 2.2250738585072014e-308, 1e-300, 1e300, Number.MAX_VALUE, 131072, 9.5e15],
];

/** A double by its bits, evenly over all exponents, or some steps beside a border. */
const anyDouble = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(fromBits),
  fc
    .tuple(fc.constantFrom(...BORDERS), fc.bigInt({ min: -3n, max: 3n }), fc.boolean())
    .map(([border, steps, negative]) => (negative ? -1 : 1) * fromBits(toBits(border) + steps)),
  fc.double({ min: -MAX, max: MAX, noNaN: true }),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity),
);

/** How a number may be written in JSON, and what it means: its value is a double, rounded once. */
const literal = fc
  .record({
    negative: fc.boolean(),
    integer: fc.oneof(
      fc.bigInt({ min: 2n ** 53n - 5n, max: 2n ** 53n + 5n }),
      fc.bigInt({ min: 0n, max: 10n ** 25n }),
      fc.bigInt({ min: 0n, max: 100n }),
    ),
    fraction: fc.option(fc.stringMatching(/^[0-9]{1,30}$/, { size: 'max' })),
    exponent: fc.option(fc.integer({ min: -420, max: 420 })),
    mark: fc.constantFrom('e', 'E'),
  })
  .map(
    ({ negative, integer, fraction, exponent, mark }) =>
      `${negative ? '-' : ''}${integer}${fraction === null ? '' : `.${fraction}`}` +
      (exponent === null ? '' : `${mark}${exponent > 0 ? '+' : ''}${exponent}`),
  );

describe('J3: a number is stored as the double it is, or rejected', () => {
  const store = useJsonStore();

  it(
    'random doubles and the neighbours of every border, all that are within ±(2^53 - 1)',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(anyDouble.filter(isGood), { maxLength: PER_ROW, size: 'max' }), async (numbers) => {
          const set = await store.createParams(numbers);

          await store.expectStoredParams(set, numbers);
          expect(set.paramsJson.value).toEqual(numbers.map((number) => (number === 0 ? 0 : number)));
        }),
        { numRuns: scaled(10_000, 150) },
      ),
    timeout,
  );

  it(
    'of all others, each is rejected by its pointer, and nothing is written',
    () =>
      fc.assert(
        fc.asyncProperty(
          anyDouble.filter((number) => !isGood(number)),
          surroundings(),
          async (number, surround) => {
            const { value, pointer } = surround(number);
            const before = await store.count();

            const { message } = await refusal(store.createParams(value), 'params', pointer);
            expect(message).toMatch(
              Number.isFinite(number) ? `must be between -${MAX} and ${MAX}` : 'must be a finite number',
            );
            await refusal(store.startRun({ value }), 'inputSummary', `/value${pointer}`);
            expect(await store.count()).toBe(before);
          },
        ),
        { numRuns: scaled(10_000, 100) },
      ),
    timeout,
  );

  it(
    'however it is written: literals of one double are one set, as PostgreSQL itself reads them where it reads doubles',
    () =>
      fc.assert(
        fc.asyncProperty(literal, async (text) => {
          const number = JSON.parse(text) as number;
          if (!isGood(number)) {
            await refusal(store.createParams(number), 'params', '');
            return;
          }
          const set = await store.createParams(number);
          await store.expectStoredParams(set, number);
          expect((await store.createParams(JSON.parse(`${text}`))).id).toBe(set.id);
          // Only what is too small for a double is 0 for us and an error for PostgreSQL.
          fc.pre(number !== 0);
          const [row] = await store.engine.dataSource.query<{ same: boolean }[]>(
            "SELECT (params_json ->> 'value')::float8 = $2::text::float8 AS same FROM algo_params WHERE id = $1",
            [set.id, text],
          );
          expect(row!.same).toBe(true);
        }),
        { numRuns: scaled(10_000, 150) },
      ),
    timeout,
  );

  it.each([
    ['1', ['1.0', '1e0', '10e-1', '0.1e1', '1.00000000000000000001']],
    ['0', ['-0', '0.0', '-0.0e5', '1e-400', '-1e-400']],
    ['0.1', ['1e-1', '0.1000000000000000055511151231257827']],
    [`${MAX}`, [`${MAX}.0`, `${MAX}.4`, '9.007199254740991e15', '9007199254740991000e-3']],
    [`-${MAX}`, [`-${MAX}.49`]],
  ])('%s is one set however it is written: %j', async (number, literals) => {
    const { id } = await store.createParams([JSON.parse(number)]);

    for (const other of literals) expect((await store.createParams([JSON.parse(other)])).id).toBe(id);
  });

  it.each([`${MAX}.5`, '9007199254740992', '9007199254740993', '1e16', '1e21', '1e308', '1e309', '1e400', '-1e400'])(
    'the literal %s is beyond the limit',
    async (text) => {
      await refusal(store.createParams([JSON.parse(text)]), 'params', '/0');
      await refusal(store.startRun({ a: JSON.parse(text) as number }), 'inputSummary', '/a');
    },
  );
});
