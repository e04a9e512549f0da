import { fieldsOf } from './fields';
import { type Schema } from './schema';

const kindOf = (schema: Schema) => {
  const { pointer, name, title, ...rest } = fieldsOf({ properties: { x: schema } })[0]!;
  expect([pointer, name, title]).toEqual(['/x', 'x', 'x']);
  return rest;
};
const number = { kind: 'number', isInteger: false };

describe('fields of a schema', () => {
  it.each<[Schema, object]>([
    [{ type: 'number' }, { kind: 'value', isNullable: false, rule: number }],
    [
      { type: 'integer', minimum: 1, exclusiveMaximum: 9 },
      {
        kind: 'value',
        isNullable: false,
        rule: { kind: 'number', isInteger: true, least: 1, most: 9, isBelowMost: true },
      },
    ],
    [
      { type: 'number', minimum: 0, exclusiveMinimum: -1, maximum: 5, exclusiveMaximum: 7 },
      { kind: 'value', isNullable: false, rule: { ...number, least: 0, most: 5 } },
    ],
    [
      { type: 'number', minimum: 0, exclusiveMinimum: 0, maximum: 1, exclusiveMaximum: 1 },
      {
        kind: 'value',
        isNullable: false,
        rule: { ...number, least: 0, isAboveLeast: true, most: 1, isBelowMost: true },
      },
    ],
    [{ anyOf: [{ type: 'number' }, { type: 'null' }] }, { kind: 'value', isNullable: true, rule: number }],
    [{ type: ['null', 'number'] }, { kind: 'value', isNullable: true, rule: number }],
    [
      { type: 'string', pattern: '^a$' },
      { kind: 'value', isNullable: false, rule: { kind: 'text', pattern: '^a$' } },
    ],
    [{ type: 'boolean' }, { kind: 'yes-no' }],
    [{ const: false }, { kind: 'fixed', value: false }],
    [{ enum: ['a', 1, null] }, { kind: 'choice', choices: ['a', 1, null] }],
    [
      { type: 'array', items: { type: 'number' } },
      { kind: 'list', rules: [], rest: number, least: 0, most: Infinity },
    ],
    [
      { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 4 },
      { kind: 'list', rules: [], rest: { kind: 'text' }, least: 1, most: 4 },
    ],
    [
      { type: 'array', prefixItems: [{ type: 'number', minimum: 1 }, { type: 'number' }], items: false },
      { kind: 'list', rules: [{ ...number, least: 1 }, number], least: 0, most: 2 },
    ],
    [{ type: 'array' }, { kind: 'json' }],
    [{ type: 'array', items: { type: 'object' } }, { kind: 'json' }],
    [{ type: 'array', prefixItems: [{ type: 'object' }] }, { kind: 'json' }],
    [{ type: 'object' }, { kind: 'json' }],
    [{ anyOf: [{ type: 'number' }, { type: 'string' }] }, { kind: 'json' }],
    [{}, { kind: 'json' }],
  ])('%j', (schema, field) => {
    expect(kindOf(schema)).toEqual({ default: undefined, ...field });
  });

  it('has what the schema says of a field, and an object as a group of its fields', () => {
    const slip = { title: 'Slip', description: 'Of the known.', 'x-unit': 'probability', default: 0.1, type: 'number' };
    const schema = { properties: { 'a/b~c': { type: 'object', title: 'Model', properties: { slip } } } };
    expect(fieldsOf(schema)).toEqual([
      {
        ...{ pointer: '/a~1b~0c', name: 'a/b~c', title: 'Model', kind: 'group' },
        fields: [
          {
            ...{
              pointer: '/a~1b~0c/slip',
              name: 'slip',
              title: 'Slip',
              description: 'Of the known.',
              unit: 'probability',
            },
            ...{ default: 0.1, kind: 'value', isNullable: false, rule: number },
          },
        ],
      },
    ]);
  });
});
