import { judgeParams, rejectionOf, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { AdaptiveV1Algorithm } from './adaptive-v1.algorithm.js';
import { type AdaptiveV1Output } from './adaptive-v1.contract.js';

const candidate = { item_id: 'q', concept_id: null, difficulty: 0, answers: 0, last_seen_at: null };
const compute = (input: object) =>
  run<AdaptiveV1Output>(
    AdaptiveV1Algorithm,
    {},
    {
      now: secondsIn(100),
      seed: '',
      count: 1,
      learner: { theta: 0, rolling_success: null },
      candidates: [],
      ...input,
    },
  );

describe(`what ${AdaptiveV1Algorithm.name} rejects`, () => {
  it.each<[object, string, string]>([
    [{ target_accuracy: 1 }, 'target_accuracy', 'must be greater than 0 and less than 1'],
    [{ exploration_rate: 1.1 }, 'exploration_rate', 'must be between 0 and 1'],
    [{ exploration_band: 0 }, 'exploration_band', 'must be greater than 0 and at most 1'],
    [{ weight_probability: -1 }, 'weight_probability', 'must be at least 0'],
    [{ weight_recency: '5' }, 'weight_recency', 'must be at least 0'],
    [{ weight_count: null }, 'weight_count', 'must be at least 0'],
    [{ weight_weakness: -0.1 }, 'weight_weakness', 'must be at least 0'],
    [{ weight_due: true }, 'weight_due', 'must be at least 0'],
    [{ recency_max_seconds: 1 }, 'recency_max_seconds', 'must be greater than 1'],
    [{ max_per_concept: 0 }, 'max_per_concept', 'must be an integer of at least 1 or null'],
    [{ exclude_seen_within_hours: -1 }, 'exclude_seen_within_hours', 'must be at least 0'],
    [
      { weight_probability: 0, weight_recency: 0, weight_count: 0 },
      'weight_probability',
      'must be greater than 0 when every other weight is 0',
    ],
    [{ weight_due: 1e6 }, 'weight_due', 'must leave the sum of all weights at most 1000000'],
    [{ weight_probability: 2 ** 53 - 1 }, 'weight_probability', 'must leave the sum of all weights at most 1000000'],
  ])('%j', (params, name, reason) => {
    expect(rejectionOf(AdaptiveV1Algorithm, params)).toEqual([[`/${name}`, `adaptive.${name} ${reason}`]]);
  });

  it.each([{ weight_probability: 0 }, { weight_due: 1e6 - 20 }, { max_per_concept: null }, { max_per_concept: 2 }])(
    'not %j',
    (params) => {
      expect(judgeParams(AdaptiveV1Algorithm, params)).toHaveProperty('value');
    },
  );

  it('nothing of an empty bank, nor of an empty seed', () => {
    expect(compute({ count: 7 })).toEqual({ items: [], considered: 0, seed: '' });
    expect(compute({ count: 7, candidates: [candidate] }).items).toHaveLength(1);
  });

  it.each<[object, string]>([
    [{ candidates: [candidate, candidate] }, 'adaptive.candidates[1] repeats an id'],
    [
      { candidates: [{ ...candidate, last_seen_at: secondsIn(101) }] },
      'adaptive.candidates[0].last_seen_at must not be after now',
    ],
    [{ candidates: [{ ...candidate, guess: 0.51 }] }, 'candidates/0/guess must be between 0 and 0.5'],
    [{ candidates: [{ ...candidate, concept_id: '' }] }, 'candidates/0/concept_id must be a non-empty text or null'],
    [{ candidates: [{ ...candidate, p_known: 2 }] }, 'candidates/0/p_known must be between 0 and 1'],
    [{ candidates: [{ ...candidate, due: 1 }] }, 'candidates/0/due must be true or false'],
    [{ candidates: [{ ...candidate, answers: 0.5 }] }, 'candidates/0/answers must be an integer of at least 0'],
    [
      { candidates: [candidate, { ...candidate, item_id: 'r', difficulty: 1500 }] },
      'candidates/1/difficulty must be between -10 and 10, in logits',
    ],
    [{ learner: { theta: -11, rolling_success: null } }, 'learner/theta must be between -10 and 10, in logits'],
    [{ count: 0 }, 'count must be an integer between 1 and 200'],
    [{ count: 201 }, 'count must be an integer between 1 and 200'],
    [{ count: Number.MAX_SAFE_INTEGER }, 'count must be an integer between 1 and 200'],
    [{ seed: 1 }, 'seed must be a text'],
    [{ learner: { theta: 0 } }, 'learner/rolling_success must be between 0 and 1 or null'],
    [{ learner: null }, 'learner must be an object'],
    [{ now: 'today' }, 'now must be a UTC time such as 2026-01-21T12:00:00.000Z'],
  ])('%j', (input, message) => {
    expect(() => compute(input)).toThrow(message);
  });

  it('no ability or difficulty of its scale, however far apart', () => {
    const candidates = [-10, 10].map((difficulty) => ({ ...candidate, item_id: `${difficulty}`, difficulty }));
    const shifted = [0, 1].flatMap((rolling_success) =>
      [-10, 10].map((theta) => compute({ count: 2, candidates, learner: { theta, rolling_success } })),
    );

    for (const { items } of shifted) {
      expect(items).toHaveLength(2);
      for (const { score } of items) expect(Number.isFinite(score)).toBe(true);
    }
  });
});
