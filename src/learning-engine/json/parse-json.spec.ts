import fc from 'fast-check';
import { parseJson } from './parse-json.js';

describe(parseJson, () => {
  /** After these, some versions of V8 take `"` and others for `\`. */
  beforeEach(() => {
    for (const text of ['{" ":"","\\\\":0}', '{"h":[],"\\\\":0}', '{"a\\\\":0,"b\\\\":0}']) JSON.parse(text);
  });

  it.each(['"', '\\', '\n', '\r\n', '\b', '/', 'a"', 'a\n', 'b\u2028', '\u0000', 'a\\"b', '\ud800', '__proto__', ''])(
    'reads the name %j, escaped in any way, whatever was read before',
    (name) => {
      const escapes = [...Array(name.length).keys()].map(
        (i) => `\\u${name.charCodeAt(i).toString(16).padStart(4, '0')}`,
      );
      for (const written of [JSON.stringify(name), `"${escapes.join('')}"`]) {
        for (const before of ['" ":"",', '"h":1,', '']) {
          const object = parseJson(`{${before}${written} : 0}`) as object;

          expect(Object.keys(object).at(-1)).toBe(name);
          expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
        }
      }
    },
  );

  it('reads any value with any names and any spaces as it was written', () => {
    const name = fc.string({ unit: fc.constantFrom('"', '\\', '\n', 'a', ' ', ':', '{', ','), maxLength: 3 });
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, tie('scalar'), fc.array(tie('value'), { maxLength: 4 }), tie('object')),
      object: fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
      scalar: fc.oneof(
        fc.string(),
        name,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(null, true),
      ),
    }));
    fc.assert(
      fc.property(value, fc.constantFrom('', ' ', '\n\t\r '), (made, space) => {
        expect(entriesOf(parseJson(written(made, space)))).toEqual(made);
      }),
    );
  });

  it('keeps the last of a repeated name, where the first one stood', () => {
    expect(Object.entries(parseJson('{"\\n":1,"b":2,"\\u000a":3}') as object)).toEqual([
      ['\n', 3],
      ['b', 2],
    ]);
  });

  it.each([
    '',
    '{"\\n":1',
    '{"\\n":1}}',
    '{"\\n" 1}',
    '{"\\n":01}',
    '{"\\x":1}',
    '["\\n":1]',
    '\\',
    '"\\',
    '{"\\n":1,}',
  ])('rejects %j as JSON.parse does', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('takes no more stack for a text that is deep', () => {
    expect(parseJson(`${'['.repeat(100_000)}{"\\"":1}${']'.repeat(100_000)}`)).toHaveLength(1);
  });
});

/** A text of a value in which objects are maps. */
function written(value: unknown, space: string): string {
  if (value instanceof Map) {
    const members = [...(value as Map<string, unknown>)].map(
      ([name, member]) => `${space}${JSON.stringify(name)}${space}:${space}${written(member, space)}${space}`,
    );
    return `{${members.join(',') || space}}`;
  }
  if (Array.isArray(value)) return `[${value.map((item) => `${space}${written(item, space)}${space}`).join(',')}]`;
  return Object.is(value, -0) ? '-0' : JSON.stringify(value);
}

/** The same value with maps in place of objects. */
function entriesOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(entriesOf);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([name, member]) => [name, entriesOf(member)]));
}
