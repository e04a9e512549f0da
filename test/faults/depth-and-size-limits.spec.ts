import fc from 'fast-check';
import { InvalidJsonError } from 'learning-engine';
import { scaled } from '../support/fault-scale.js';
import { PARAMS_BYTES, refusal, SUMMARY_BYTES, useJsonStore } from '../support/model-of-json/json-store.js';
import { modelCanonical } from '../support/model-of-json/model.js';
import { goodText } from '../support/model-of-json/json-values.js';

const timeout = scaled(1_800_000, 120_000);
const DEPTH = 32;
const KEYS = 1000;
const bytesOf = (value: unknown) => Buffer.byteLength(modelCanonical(value));

/** So many containers in one another, lists or objects; the innermost is empty. */
const nested = (levels: number, kinds: readonly boolean[] = [true, false]): unknown => {
  let value: unknown = kinds[0] ? [] : {};
  for (let n = 1; n < levels; n += 1) value = kinds[n % kinds.length] ? [value] : { a: value };
  return value;
};
const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n]));

/** A value of a shape that has just so many bytes in canonical form, filled up with a text of one byte a character. */
const sized = (filler: string, bytes: number, around: (text: string) => object): object => {
  const rest = bytes - bytesOf(around(filler));
  return around(filler + 'x'.repeat(Math.max(0, rest)));
};
/** Where the bytes may be: in a value, in a name, in many short members, deep inside. */
const SHAPES: ((text: string) => object)[] = [
  (text) => ({ text }),
  (text) => ({ [`a${text}`]: 0 }),
  (text) => ({ list: [1.5, null, { text }], é: -0 }),
  (text) => ({ deep: [[[[{ a: [text, ...Array.from({ length: 500 }, (_, n) => n)] }]]]] }),
  (text) => ({ ...names(KEYS - 1), text }),
];

describe('J5: depth and size are limited, to the level, the name and the byte', () => {
  const store = useJsonStore();
  const pure = (value: unknown) => store.engine.params.normalizeParams({ value });

  it(
    '32 levels are stored, 33 are rejected, whatever they are made of',
    () =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: DEPTH, size: 'max' }), async (kinds) => {
          const deepest = nested(DEPTH - 1, kinds); // the parameter set is a level itself
          await store.expectStoredParams(await store.createParams(deepest), deepest as never);
          const summary = { a: deepest } as never;
          await store.expectStoredSummary(await store.startRun(summary), 'input', summary);
          const before = await store.count();
          for (const levels of [DEPTH, DEPTH + 1, DEPTH + 10]) {
            const { message } = await refusal(store.createParams(nested(levels, kinds)), 'params');
            expect(message).toMatch(/^free params(\/value|\/a|\/0){32} must not nest deeper than 32 levels$/);
            await refusal(store.startRun({ a: nested(levels, kinds) }), 'inputSummary');
          }
          expect(await store.count()).toBe(before);
        }),
        { numRuns: scaled(2000, 25) },
      ),
    timeout,
  );

  it(
    'the last byte decides, whatever it is a byte of',
    () =>
      fc.assert(
        fc.property(
          fc.constantFrom(...SHAPES),
          goodText,
          fc.integer({ min: 1, max: 400 }),
          fc.integer({ min: -2, max: 2 }),
          (shape, text, times, over) => {
            const value = sized(text.repeat(times), PARAMS_BYTES + over - bytesOf({ value: 0 }) + 1, shape);
            fc.pre(bytesOf({ value }) === PARAMS_BYTES + over);

            if (over <= 0) expect(pure(value)).toBe(modelCanonical({ value }));
            else {
              expect(() => pure(value)).toThrow(new InvalidJsonError('params', '', 'must be at most 65536 bytes long'));
            }
          },
        ),
        { numRuns: scaled(10_000, 150) },
      ),
    timeout,
  );

  it.each(SHAPES.map((shape, n) => [n, shape]))(
    'what just fits is stored as it is, one byte more is rejected (shape %i)',
    async (_n, shape) => {
      for (const filler of ['', 'é', '€"\\\n', '😀\u0001']) {
        const set = (over: number) => sized(filler, PARAMS_BYTES + over - bytesOf({ value: 0 }) + 1, shape);
        const summary = (over: number) => sized(filler, SUMMARY_BYTES + over, shape);
        expect([bytesOf({ value: set(0) }), bytesOf(summary(0))]).toEqual([PARAMS_BYTES, SUMMARY_BYTES]);

        await store.expectStoredParams(await store.createParams(set(0)), set(0) as never);
        const run = await store.startRun(summary(0));
        await store.expectStoredSummary(run, 'input', summary(0) as never);
        const before = await store.count();
        const error = await refusal(store.createParams(set(1)), 'params');
        expect(error.message).toBe('free params must be at most 65536 bytes long');
        await refusal(store.startRun(summary(1)), 'inputSummary', '');
        await refusal(store.engine.runs.logRunSuccess(run.id, summary(1)), 'outputSummary', '');
        expect(await store.count()).toBe(before);
        const done = await store.engine.runs.logRunSuccess(run.id, summary(0));
        await store.expectStoredSummary(done, 'output', summary(0) as never);
      }
    },
  );

  it('a thousand names are stored, one more is rejected, in every object by itself', async () => {
    const full = [names(KEYS), { a: names(KEYS) }];
    await store.expectStoredParams(await store.createParams(full), full);
    await store.expectStoredSummary(await store.startRun(names(KEYS)), 'input', names(KEYS));

    for (const [value, pointer] of [
      [names(KEYS + 1), ''],
      [[full, names(KEYS + 1)], '/1'],
      [{ a: { b: names(1_000_000) } }, '/a/b'],
    ] as const) {
      const { message } = await refusal(store.createParams(value), 'params', pointer);
      expect(message).toMatch(/ must have at most 1000 names$/);
    }
    await refusal(store.startRun(names(KEYS + 1)), 'inputSummary', '');
  });

  describe('what is far beyond every limit is rejected like what is just beyond it', () => {
    const long = 'x'.repeat(1_000_000);
    const shared = (value: unknown) => {
      let all = value;
      for (let n = 0; n < 28; n += 1) all = [all, all];
      return all;
    };

    it.each<[string, () => unknown]>([
      ['ten thousand levels', () => nested(10_000)],
      ['a million levels', () => nested(1_000_000)],
      ['a text of ten million characters', () => long.repeat(10)],
      ['a name of ten million characters', () => ({ [long.repeat(10)]: 0 })],
      ['a list of a million', () => new Array<number>(1_000_000).fill(0)],
      ['a list of nothing but holes', () => new Array<number>(2 ** 32 - 1)],
      ['lists that share a list, 2^28 times', () => shared([])],
      ['a long text, 2^28 times', () => shared(long)],
      // Written out, these have more characters than a text of this language can have.
      ['a long name in many objects', () => new Array<object>(10_000).fill({ [long]: 0 })],
      ['many long names', () => Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}${long}`, 0]))],
    ])('%s', async (_name, make) => {
      const value = make();
      const before = await store.count();

      await refusal(store.createParams(value), 'params');
      await refusal(store.startRun({ value }), 'inputSummary');
      expect(() => pure(value)).toThrow(expect.objectContaining({ code: 'INVALID_JSON' }) as Error);
      expect(await store.count()).toBe(before);
    });
  });
});

describe('J5: with the largest limits that a host can set', () => {
  const LARGEST = 128 * 1024;
  const store = useJsonStore({ paramsBytes: LARGEST, summaryBytes: LARGEST, jsonDepth: 500 });

  it('the database takes single digits, which grow most in its binary form', async () => {
    const value = new Array<number>((LARGEST - bytesOf({ value: [] })) / 2).fill(7);

    await store.expectStoredParams(await store.createParams(value), value);
    const run = await store.startRun({ value });
    await store.expectStoredSummary(run, 'input', { value });
    const done = await store.engine.runs.logRunSuccess(run.id, { value });
    await store.expectStoredSummary(done, 'output', { value });
  });

  it('the database takes five hundred levels', async () => {
    const value = nested(499);

    expect((await store.createParams(value)).paramsJson).toEqual({ value });
    expect((await store.startRun({ value })).inputSummaryJson).toEqual({ value });
  });
});
