import { jsonTextProblem } from './json-text-problem.js';

const names = (count: number) => `{${Array.from({ length: count }, (_, n) => `"k${n}":0`).join()}}`;
/** So many lists and objects in one another. */
const nested = (levels: number): string =>
  levels === 0 ? '0' : levels % 2 ? `[${nested(levels - 1)}]` : `{"a":${nested(levels - 1)}}`;

describe(jsonTextProblem, () => {
  it('takes 64 levels, and not one more', () => {
    const tooDeep = { pointer: '', detail: 'must not nest deeper than 64 levels' };

    expect(jsonTextProblem(nested(64))).toBeUndefined();
    expect(jsonTextProblem(`[${nested(63)},${nested(63)}]`)).toBeUndefined();
    expect(jsonTextProblem(nested(65))).toEqual(tooDeep);
    expect(jsonTextProblem('['.repeat(65))).toEqual(tooDeep);
    expect(jsonTextProblem(JSON.stringify('['.repeat(65)))).toBeUndefined();
  });

  it('takes a thousand names in every object, and not one more', () => {
    expect(jsonTextProblem(`[${names(1000)},{"a":${names(1000)}}]`)).toBeUndefined();
    expect(jsonTextProblem(`[0,{"a/b":${names(1001)}}]`)).toEqual({
      pointer: '/1/a~1b/k1000',
      detail: 'must not be in an object of more than 1000 names',
    });
  });

  it('takes a hundred thousand values, and not one more; names are none', () => {
    const list = (count: number) => `[${'{"a":"[,]"},'.repeat(count / 2 - 1)}-1.5e3]`;

    expect(jsonTextProblem(list(100_000))).toBeUndefined();
    expect(jsonTextProblem(`{"a":${list(100_000)}}`)).toEqual({
      pointer: '',
      detail: 'must not hold more than 100000 values',
    });
  });

  it.each([
    ['{"a":1,"a":2}', '/a', 'must not be given twice'],
    ['{ "a" : [ "x" , { "b" : {} , "\\u0062" : 1 } ] }', '/a/1/b', 'must not be given twice'],
    ['{"a":{"__proto__":1}}', '/a/__proto__', 'must not be used as a name'],
    ['[{"\\u005f_proto__":1}]', '/0/__proto__', 'must not be used as a name'],
  ])('finds in %s what JSON.parse would not tell', (text, pointer, detail) => {
    expect(jsonTextProblem(text)).toEqual({ pointer, detail });
  });

  it.each(['1e-999', '-1e-324', '0.1e-400', `0.${'0'.repeat(400)}1`, '12.5E-9999'])(
    'rejects %s, which would become 0',
    (number) => {
      expect(jsonTextProblem(`{"a":[0,${number}]}`)).toEqual({
        pointer: '/a/1',
        detail: 'must not be so small that it becomes 0',
      });
    },
  );

  it.each(['0', '-0', '0.0', '0e5', '-0.00E-999', '5e-324', '1e-300'])('takes %s', (number) => {
    expect(jsonTextProblem(`[${number}]`)).toBeUndefined();
  });

  it.each(['{"a":{"b":1},"b":{"b":1}}', '["a","a","__proto__"]', '{"a":"__proto__","b":"a"}', '{"\\"":1,"\\\\":2}'])(
    'takes %s',
    (text) => {
      expect(jsonTextProblem(text)).toBeUndefined();
    },
  );
});
