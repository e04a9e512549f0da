import { IsString, Max } from 'class-validator';
import { completeParams, storedParams } from './complete-params.js';
import { Between, between, IntegersAtLeast } from '../schema/number-rules.js';
import { MatchesSchema } from '../schema/rule.js';
import { tupleOf } from '../schema/value-rules.js';

class MixedParams {
  @Between(0, 1) low: number = 0.2;
  @Between(0, 1) high: number = 0.8;
  @MatchesSchema(tupleOf([between(0, 1), between(2, 3)], 'must be two numbers'), { orNull: true })
  pair: number[] | null = null;
  @IntegersAtLeast(1, { orNull: true }) steps: number[] | null = null;
  @IsString() text: string = '';
  @Max(9) own: number = 3;

  static readonly crossRules = [
    ({ low, high }: MixedParams) => (low < high ? undefined : { path: ['low'], reason: 'must be less than high' }),
    ({ low, own }: MixedParams) => (low < own ? undefined : { path: ['low'], reason: 'must be less than own' }),
  ];
}

const definition = { key: 'mixed', version: 'v1', params: MixedParams };
const limits = { depth: 32, keys: 1000, bytes: 65_536 };
const rejected = (set: object) => {
  const judged = completeParams(definition, set, limits);
  return 'problems' in judged ? judged.problems.map(({ message }) => message) : [];
};

describe(completeParams.name, () => {
  it('tells of every element that breaks a rule, in the order of the declaration, unknown names first', () => {
    const set = { own: 10, text: 1, pair: [2, 1], other: 1, high: '1', another: 1 };

    expect(rejected(set)).toEqual([
      'mixed.another is not a known parameter',
      'mixed.other is not a known parameter',
      'mixed.high must be between 0 and 1',
      'mixed.pair[0] must be between 0 and 1',
      'mixed.pair[1] must be between 2 and 3',
      'mixed.text must be a string',
      'mixed.own must not be greater than 9',
    ]);
  });

  it('tells once of a choice that no value matches', () => {
    expect(rejected({ pair: 'x', steps: [0, 'a'] })).toEqual([
      'mixed.pair must be two numbers or null',
      'mixed.steps must be a non-empty list of integers of at least 1 or null',
    ]);
  });

  it('tells of all broken cross rules, and only once every parameter is valid', () => {
    expect(rejected({ low: 0.9, own: 0.5 })).toEqual([
      'mixed.low must be less than high',
      'mixed.low must be less than own',
    ]);
    expect(rejected({ low: 0.9, own: 0.5, text: 1 })).toEqual(['mixed.text must be a string']);
    expect(rejected({ low: 0.9, own: 0.5, other: 1 })).toEqual(['mixed.other is not a known parameter']);
  });

  it('takes what breaks none', () => {
    expect(rejected({ low: 0.1, pair: [1, 2], steps: [1] })).toEqual([]);
  });
});

describe(storedParams.name, () => {
  it('tells of every parameter that a stored set lacks', () => {
    const reason = 'must be in the stored set as it is completed: store the set through the engine';

    expect(storedParams(definition, { low: 0.2, high: 0.8, pair: null, steps: null }, limits)).toEqual({
      problems: [
        { pointer: '/text', reason, message: `mixed.text ${reason}` },
        { pointer: '/own', reason, message: `mixed.own ${reason}` },
      ],
    });
  });
});
