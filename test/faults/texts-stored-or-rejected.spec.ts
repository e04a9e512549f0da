import fc from 'fast-check';
import { scaled } from '../support/fault-scale.js';
import { lawfulText } from '../support/model-of-json/model.js';
import { surroundings } from '../support/model-of-json/culprits.js';
import { PARAMS_BYTES, refusal, useJsonStore } from '../support/model-of-json/json-store.js';
import { anyText, goodJson } from '../support/model-of-json/json-values.js';

const stored = { numRuns: scaled(10_000, 150) };
const timeout = scaled(1_800_000, 120_000);
const isGood = (text: string) => lawfulText(text, PARAMS_BYTES) !== null;

/** All characters of Unicode but NUL and the surrogates, in texts of a few thousand. */
const allCharacters = (): string[] => {
  const texts: string[] = [];
  for (let from = 1; from <= 0x10ffff; from += 8192) {
    let text = '';
    for (let code = from; code < from + 8192 && code <= 0x10ffff; code += 1) {
      if (code < 0xd800 || code > 0xdfff) text += String.fromCodePoint(code);
    }
    texts.push(text);
  }
  return texts;
};

describe('J2: a text is stored as it is, or rejected', () => {
  const store = useJsonStore();

  it(
    'as a value, at any depth',
    () =>
      fc.assert(
        fc.asyncProperty(anyText, surroundings(), async (text, surround) => {
          const { value, pointer } = surround(text);
          const before = await store.count();
          if (isGood(text)) {
            await store.expectStoredParams(await store.createParams(value), value as never);
            await store.expectStoredSummary(await store.startRun({ value }), 'input', { value } as never);
          } else {
            await refusal(store.createParams(value), 'params', pointer);
            await refusal(store.startRun({ value }), 'inputSummary', `/value${pointer}`);
            expect(await store.count()).toBe(before);
          }
        }),
        stored,
      ),
    timeout,
  );

  it(
    'as a name, at any depth: the pointer leads to the object that has it',
    () =>
      fc.assert(
        fc.asyncProperty(anyText, goodJson, surroundings(), async (name, member, surround) => {
          fc.pre(name !== '__proto__');
          const { value, pointer } = surround({ [name]: member });
          const before = await store.count();
          if (isGood(name)) {
            await store.expectStoredParams(await store.createParams(value), value as never);
          } else {
            await refusal(store.createParams(value), 'params', pointer);
            expect(await store.count()).toBe(before);
          }
        }),
        stored,
      ),
    timeout,
  );

  it('every character there is but NUL and the surrogates is stored as it is', async () => {
    for (const text of allCharacters()) await store.expectStoredParams(await store.createParams([text]), [text]);
  });

  it('NUL and every surrogate is rejected alone, and a pair of surrogates is stored', async () => {
    const { params } = store.engine;
    for (const code of [0, ...Array.from({ length: 0x800 }, (_, n) => 0xd800 + n)]) {
      const alone = String.fromCharCode(code);
      for (const text of [alone, `a${alone}`, `${alone}a`, `😀${alone}`, `${alone}${alone}`]) {
        expect(() => params.normalizeParams({ a: text })).toThrow('params/a must not contain NUL or lone surrogates');
        expect(() => params.normalizeParams({ [text]: 1 })).toThrow('names that contain NUL or lone surrogates');
      }
    }
    const pairs = Array.from({ length: 1024 }, (_, n) => String.fromCharCode(0xd800 + n, 0xdfff - n));
    await store.expectStoredParams(await store.createParams(pairs), pairs);
  });
});
