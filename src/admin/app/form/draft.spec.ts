import { draftOf, readDraft } from './draft';
import { fieldsOf } from './fields';
import { placeProblems } from './server-problems';

const fields = fieldsOf({
  properties: {
    slip: { type: 'number', exclusiveMinimum: 0, maximum: 0.5, default: 0.1 },
    most: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }], default: 3 },
    fuzz: { const: false },
    short: { type: 'boolean', default: true },
    mode: { enum: ['a', 'b'] },
    steps: { type: 'array', items: { type: 'string', pattern: '^\\d+m$' }, minItems: 1 },
    w: {
      type: 'array',
      prefixItems: [
        { type: 'number', minimum: 1 },
        { type: 'number', maximum: 2 },
      ],
    },
    model: { type: 'object', properties: { rate: { type: 'number' } } },
    free: { type: 'object' },
  },
});
const params = {
  ...{ slip: 0.2, most: null, fuzz: false, short: false, mode: 'b', steps: ['1m', '10m'], w: [1e-9, 2] },
  ...{ model: { rate: 5 }, free: { a: [1] } },
};
const draft = draftOf(fields, params);
const problemsOf = (changes: object) => Object.fromEntries(readDraft(fields, { ...draft, ...changes }).problems);

describe('what is in the fields', () => {
  it('is the parameters, and says the same parameters again', () => {
    const valid = { ...params, w: [1, 2] };
    expect(readDraft(fields, draftOf(fields, valid))).toEqual({ params: valid, problems: new Map() });
  });

  it('is the default where a set has no value', () => {
    expect(draftOf(fields, {})).toMatchObject({
      '/slip': '0.1',
      '/most': '3',
      '/short': true,
      '/w': [],
      '/model/rate': '',
    });
  });

  it('keeps what is typed, and says what is wrong by pointer', () => {
    const typed = {
      '/slip': '0.7',
      '/steps': ['1m', 'x'],
      '/w': ['0', '3'],
      '/model/rate': '1,5',
      '/free': '{',
      '/most': '0',
    };
    expect(problemsOf(typed)).toEqual({
      '/slip': 'It must be greater than 0 and at most 0.5.',
      '/most': 'It must be at least 1.',
      '/steps/1': 'It must match ^\\d+m$.',
      '/w/0': 'It must be at least 1.',
      '/w/1': 'It must be at most 2.',
      '/model/rate': 'Write a point, not a comma, before the decimals.',
      '/free': 'This is not JSON.',
    });
  });

  it('is null where nothing stands in a field that allows it, and nowhere else', () => {
    expect(problemsOf({ '/w': ['1', '2'], '/most': ' ', '/slip': ' ' })).toEqual({ '/slip': 'A value is needed.' });
    expect(readDraft(fields, { ...draft, '/most': ' ' }).params.most).toBeNull();
  });

  it('has as many values as the schema says', () => {
    expect(problemsOf({ '/steps': [], '/w': ['1', '1', '1'] })).toEqual({
      '/steps': 'At least 1 values are needed.',
      '/w': '0 to 2 values are needed.',
    });
  });
});

describe('problems that the service names', () => {
  const at = (pointer: string | undefined, detail = 'no') => ({ pointer, detail });
  const placed = (...errors: ReturnType<typeof at>[]) => placeProblems(errors, draft, '/params', 'mastery');

  it.each([
    ['/params/slip', '/slip'],
    ['/params/w/1', '/w/1'],
    ['/params/w/7', '/w'],
    ['/params/model/rate', '/model/rate'],
    ['/params/free/a/0', '/free'],
  ])('of %s stand at %s', (pointer, place) => {
    expect(placed(at(pointer))).toEqual({ byPointer: new Map([[place, 'no']]), others: [] });
  });

  it.each(['/params', '/params/fuzz', '/params/other', '/reason', undefined])('of %s have no field', (pointer) => {
    expect(placed(at(pointer))).toEqual({ byPointer: new Map(), others: [at(pointer)] });
  });

  it('do not repeat the name of their field, and stand together', () => {
    const errors = [
      at('/params/w/1', 'mastery.w[1] must be at most 2'),
      at('/params/slip', 'mastery.slip and mastery.rate are too much.'),
      at('/params/slip', 'mastery.slip must be less'),
    ];
    expect(Object.fromEntries(placed(...errors).byPointer)).toEqual({
      '/w/1': 'must be at most 2',
      '/slip': 'mastery.slip and mastery.rate are too much. must be less',
    });
  });
});
