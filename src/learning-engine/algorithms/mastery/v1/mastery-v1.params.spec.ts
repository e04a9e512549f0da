import { rejectionOf } from '../../../../../test/support/engine/algorithm-laws.js';
import { snakeCase, vectors } from '../../../../../test/support/engine/vectors.js';
import { MasteryV1Algorithm } from './mastery-v1.algorithm.js';
import { MasteryV1Params } from './mastery-v1.params.js';

interface Vectors {
  invariants: {
    validationRules: { rule: string; reject: Record<string, number>[]; accept?: Record<string, number>[] }[];
  };
}

const { invariants } = vectors<Vectors>('mastery-bkt');

describe(MasteryV1Params.name, () => {
  const rejected = (params: object) => rejectionOf(MasteryV1Algorithm, params);

  it.each(invariants.validationRules)('are rejected when they break: $rule', ({ reject, accept = [] }) => {
    const set = ({ pStar: _fixedPoint, ...params }: Record<string, number>) => snakeCase(params);
    for (const params of reject) expect(rejected(set(params))).not.toEqual([]);
    for (const params of accept) expect(rejected(set(params))).toEqual([]);
  });

  it.each([
    [{ p_init: 0 }, 'p_init must be greater than 0 and less than 1', '/p_init'],
    [{ p_transit: '0.1' }, 'p_transit must be greater than 0 and less than 1', '/p_transit'],
    [{ p_slip: 0.5 }, 'p_slip must be greater than 0 and less than 0.5', '/p_slip'],
    [{ p_guess: null }, 'p_guess must be greater than 0 and less than 0.5', '/p_guess'],
    [{ p_forget: 1 }, 'p_forget must be at least 0 and less than 1', '/p_forget'],
    [{ mastery_threshold: 0.5 }, 'mastery_threshold must be greater than 0.5 and less than 1', '/mastery_threshold'],
    [{ min_attempts: 0 }, 'min_attempts must be an integer of at least 1', '/min_attempts'],
    [{ clamp: 0.002 }, 'clamp must be greater than 0 and at most 0.001', '/clamp'],
    [{ p_forget: 0.9 }, 'p_forget must be less than 1 - p_transit', '/p_forget'],
    [
      { p_slip: 0.35 },
      'p_init must be greater than p_transit / (1 - 2 * p_slip): else wrong true/false answers would raise P(known)',
      '/p_init',
    ],
    [{ p_init: 0.95 }, 'mastery_threshold must be greater than p_init', '/mastery_threshold'],
    [{ clamp: 0.001, mastery_threshold: 0.9995 }, 'mastery_threshold must be at most 1 - clamp', '/mastery_threshold'],
    [{ p_init: 0.0005, p_transit: 1e-6, clamp: 0.001 }, 'p_init must be at least clamp', '/p_init'],
    [{ pInit: 0.9 }, 'pInit is not a known parameter', '/pInit'],
  ])('%j: %s', (params, message, pointer) => {
    expect(rejected(params)).toEqual([[pointer, `mastery.${message}`]]);
  });

  it('are rejected with all that they break; rules that bind several judge only valid ones', () => {
    expect(rejected({ clamp: 0, p_init: 0.1, p_transit: 0.2, p_slip: 0.9, pInit: 0.9 })).toEqual([
      ['/pInit', 'mastery.pInit is not a known parameter'],
      ['/p_slip', 'mastery.p_slip must be greater than 0 and less than 0.5'],
      ['/clamp', 'mastery.clamp must be greater than 0 and at most 0.001'],
    ]);
    expect(rejected({ p_init: 0.1, p_transit: 0.2 })).toEqual([
      ['/p_init', 'mastery.p_init must be greater than (1 - p_guess) * p_transit / (1 - p_slip - p_guess)'],
      [
        '/p_init',
        'mastery.p_init must be greater than p_transit / (1 - 2 * p_slip): else wrong true/false answers would raise P(known)',
      ],
    ]);
  });
});
