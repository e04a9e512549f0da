import * as fc from 'fast-check';
import { itKeepsTheLaws, rejectionOf, run } from '../../../../../test/support/engine/algorithm-laws.js';
import { expectWithin, secondsIn, vectors } from '../../../../../test/support/engine/vectors.js';
import { AdaptiveV2Algorithm } from './adaptive-v2.algorithm.js';
import { type AdaptiveV2Candidate, type AdaptiveV2Input } from './adaptive-v2.contract.js';
import { type AdaptiveV2Output } from './adaptive-v2.output.js';

interface Case {
  id: string;
  theta: number;
  target: number;
  weights: Record<'probability' | 'recency' | 'count', number>;
  recencyMaxSeconds: number;
  candidates: { id: string; difficulty: number; guess?: number; answers: number; secondsSinceLast: number | null }[];
  ranking: { id: string; p: number; score: number }[];
}
const { cases, tolerance } = vectors<{ cases: Case[]; tolerance: { score: number } }>('adaptive-selection');

const NOW = 10_000_000;
const candidate = (item_id: string, more: Partial<AdaptiveV2Candidate> = {}): AdaptiveV2Candidate => ({
  ...{ item_id, concept_id: null, difficulty: 0, answers: 0, last_seen_at: null },
  ...more,
});
const compute = (input: Partial<AdaptiveV2Input>, params: object = {}) =>
  run<AdaptiveV2Output>(AdaptiveV2Algorithm, params, {
    ...{ purpose: 'practice', now: secondsIn(NOW), seed: 'ada', count: 1, candidates: [] },
    ...((input.purpose ?? 'practice') === 'practice' && { learner: { theta: 0, rolling_success: null } }),
    ...input,
  });
const ids = ({ items }: AdaptiveV2Output) => items.map(({ item_id }) => item_id);
const never = { exploration_rate: 0 };

describe(AdaptiveV2Algorithm.name, () => {
  const bank = fc.uniqueArray(
    fc.record({
      ...{ id: fc.nat({ max: 30 }), difficulty: fc.double({ min: -3, max: 3, noNaN: true }), due: fc.boolean() },
      ...{ discrimination: fc.double({ min: 0.2, max: 2, noNaN: true }), guess: fc.constantFrom(0, 0.25) },
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  );
  const questions = bank.map((rows) =>
    rows.map(({ id, ...row }) => candidate(`q${id}`, { ...row, concept_id: `c${id % 3}`, exposure: (id % 7) / 10 })),
  );
  describe('to practise', () => {
    itKeepsTheLaws<AdaptiveV2Input>({
      algorithm: AdaptiveV2Algorithm,
      params: fc.constantFrom({}, { max_per_concept: 2, exploration_rate: 1 }),
      inputs: questions.map((candidates) => ({
        ...{ purpose: 'practice', now: secondsIn(NOW), seed: 's', count: 4, candidates },
        learner: { theta: 0.5, rolling_success: 0.6 },
      })),
      lists: ['candidates'],
    });

    it.each(cases)('has the published score: $id', (vector) => {
      const { candidates, weights } = vector;
      const params = {
        ...{ target_accuracy: vector.target, recency_max_seconds: vector.recencyMaxSeconds, ...never },
        ...{ weight_probability: weights.probability, weight_recency: weights.recency, weight_count: weights.count },
      };
      const { items } = compute(
        {
          count: candidates.length,
          learner: { theta: vector.theta, rolling_success: null },
          candidates: candidates.map(({ id, secondsSinceLast, difficulty, guess = 0, answers }) =>
            candidate(id, {
              ...{ difficulty, guess, answers },
              last_seen_at: secondsSinceLast === null ? null : secondsIn(NOW - secondsSinceLast),
            }),
          ),
        },
        params,
      );

      vector.ranking.forEach(({ score, p }, index) => {
        expectWithin(items[index]!.score, score, tolerance.score);
        expectWithin(items[index]!.p_correct, p, tolerance.score);
      });
    });

    it('orders questions of equal score by the seed, so that not all learners get the same one first', () => {
      const candidates = Array.from({ length: 20 }, (_, index) => candidate(`q${index}`));
      const firsts = Array.from(
        { length: 100 },
        (_, learner) => ids(compute({ seed: `l${learner}`, candidates }, never))[0],
      );

      expect(new Set(firsts).size).toBeGreaterThan(15);
      expect(compute({ candidates, count: 20 }, never)).toEqual(compute({ candidates, count: 20 }, never));
    });

    it('spaces repetitions over days: what was seen longer ago comes first', () => {
      const seen = (hours: number) => candidate(`${hours} hours`, { last_seen_at: secondsIn(NOW - hours * 3600) });
      const candidates = [seen(1), seen(30), seen(2), seen(200), seen(100)];

      expect(ids(compute({ candidates, count: 5 }, never))).toEqual(
        ['200', '100', '30', '2', '1'].map((hours) => `${hours} hours`),
      );
      expect(compute({ candidates, count: 5 }, { ...never, exclude_seen_within_hours: 24 }).considered).toBe(3);
    });

    it('puts a skill of which nothing is known between a weak one and a known one', () => {
      const candidates = [candidate('known', { p_known: 0.9 }), candidate('new'), candidate('weak', { p_known: 0.1 })];

      expect(ids(compute({ candidates, count: 3 }, { ...never, weight_weakness: 5 }))).toEqual([
        'weak',
        'new',
        'known',
      ]);
    });
  });

  describe('to measure', () => {
    itKeepsTheLaws<AdaptiveV2Input>({
      algorithm: AdaptiveV2Algorithm,
      params: fc.constantFrom({}, { among_best: 1, max_exposure: 0.2 }),
      inputs: questions.map((candidates) => ({
        ...{ purpose: 'measure', now: secondsIn(NOW), seed: 's', count: 4, candidates },
        responses: [{ item_id: 'x', concept_id: 'c0', difficulty: 0.3, correct: true }],
      })),
      lists: ['candidates'],
    });
  });

  it.each([
    [{ purpose: 'practice', learner: undefined }, 'learner must be there to practise'],
    [{ responses: [] }, 'responses must be left out to practise: it is for purpose measure'],
    [{ concept_shares: [] }, 'concept_shares must be left out to practise'],
    [
      { purpose: 'measure', learner: { theta: 0, rolling_success: null } },
      'learner must be left out to measure: the ability follows from responses',
    ],
    [{ candidates: [candidate('a'), candidate('a')] }, 'candidates[1] repeats an id'],
    [
      { candidates: [candidate('a', { last_seen_at: secondsIn(NOW + 1) })] },
      'candidates[0].last_seen_at must not be after now',
    ],
    [
      {
        ...{ purpose: 'measure', candidates: [candidate('a')] },
        responses: [{ item_id: 'a', concept_id: null, difficulty: 0, correct: true }],
      },
      'candidates[0].item_id must not be among responses',
    ],
    [{ purpose: 'measure', concept_shares: [] }, 'concept_shares must name a concept, or be left out'],
    [
      { purpose: 'measure', concept_shares: Array(2).fill({ concept_id: 'c', share: 0.5 }) },
      'concept_shares[1] repeats an id',
    ],
  ] as [Partial<AdaptiveV2Input>, string][])(
    'rejects what does not fit the purpose, or itself: %#',
    (input, message) => {
      const given = { ...input };
      if ('learner' in given && given.learner === undefined) {
        expect(() =>
          run(AdaptiveV2Algorithm, {}, { purpose: 'practice', now: secondsIn(0), seed: '', count: 1, candidates: [] }),
        ).toThrow(`adaptive.${message}`);
      } else expect(() => compute(given)).toThrow(`adaptive.${message}`);
    },
  );

  it('rejects weights that decide nothing, or too much', () => {
    const none = { weight_probability: 0, weight_recency: 0, weight_count: 0 };

    expect(rejectionOf(AdaptiveV2Algorithm, none)).toEqual([
      ['/weight_probability', 'adaptive.weight_probability must be greater than 0 when every other weight is 0'],
    ]);
    expect(rejectionOf(AdaptiveV2Algorithm, { weight_due: 1_000_001 })).toMatchObject([
      ['/weight_due', expect.anything()],
    ]);
  });
});
