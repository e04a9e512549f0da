import * as fc from 'fast-check';
import { itKeepsTheLaws, run, validSets } from '../../../../../test/support/engine/algorithm-laws.js';
import { adaptiveSets } from '../../../../../test/support/engine/valid-sets.js';
import { expectWithin, secondsIn, vectors } from '../../../../../test/support/engine/vectors.js';
import { LARGEST_COUNT } from '../../../kit/count.js';
import { seededDraw } from '../../../kit/seeded-draw.js';
import { AdaptiveV1Algorithm } from './adaptive-v1.algorithm.js';
import { type AdaptiveV1Candidate, type AdaptiveV1Input, type AdaptiveV1Output } from './adaptive-v1.contract.js';
import { countPart, probabilityPart, recencyPart, shiftedTarget } from './adaptive-v1.score.js';

interface Vectors {
  components: {
    sProb: { target: number; p: number; value: number }[];
    sCount: { n: number; value: number }[];
    sTime: { seconds: number | null; value: number }[];
    targetAdjustment: { target: number; rolling: number | null; value: number }[];
  };
  exploration: { seed: string; k: number; u: number }[];
  cases: {
    id: string;
    theta: number;
    target: number;
    weights: { probability: number; recency: number; count: number };
    recencyMaxSeconds: number;
    candidates: { id: string; difficulty: number; guess: number; answers: number; secondsSinceLast: number | null }[];
    ranking: { id: string; p: number; sProb: number; sTime: number; sCount: number; score: number }[];
  }[];
}

const { cases, components, exploration } = vectors<Vectors>('adaptive-selection');
const NOW = 10_000;
const WITHIN = 1e-10;

const candidate = (item_id: string, more: Partial<AdaptiveV1Candidate> = {}): AdaptiveV1Candidate => ({
  item_id,
  concept_id: null,
  difficulty: 0,
  answers: 0,
  last_seen_at: null,
  ...more,
});
const compute = (input: Partial<AdaptiveV1Input>, params: object = {}) =>
  run<AdaptiveV1Output>(AdaptiveV1Algorithm, params, {
    now: secondsIn(NOW),
    seed: 'seed',
    count: input.candidates?.length || 1,
    learner: { theta: 0, rolling_success: null },
    candidates: [],
    ...input,
  });
const ids = ({ items }: AdaptiveV1Output) => items.map(({ item_id }) => item_id);

const banks: fc.Arbitrary<AdaptiveV1Candidate[]> = fc.uniqueArray(
  fc.record(
    {
      item_id: fc.string({ minLength: 1, maxLength: 3 }),
      concept_id: fc.constantFrom('x', 'y', null),
      difficulty: fc.double({ min: -10, max: 10, noNaN: true }),
      guess: fc.double({ min: 0, max: 0.5, noNaN: true }),
      answers: fc.oneof(fc.nat(9), fc.constant(LARGEST_COUNT)),
      last_seen_at: fc.option(fc.integer({ min: 0, max: NOW }).map(secondsIn)),
      p_known: fc.double({ min: 0, max: 1, noNaN: true }),
      due: fc.boolean(),
    },
    { requiredKeys: ['item_id', 'concept_id', 'difficulty', 'answers', 'last_seen_at'] },
  ),
  { selector: ({ item_id }) => item_id, maxLength: 25, size: 'max' },
);
const inputs: fc.Arbitrary<AdaptiveV1Input> = fc.record({
  now: fc.constant(secondsIn(NOW)),
  seed: fc.string({ maxLength: 5 }),
  count: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constant(200)),
  learner: fc.record({
    theta: fc.double({ min: -10, max: 10, noNaN: true }),
    rolling_success: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  }),
  candidates: banks,
});
describe(AdaptiveV1Algorithm.name, () => {
  itKeepsTheLaws({
    algorithm: AdaptiveV1Algorithm,
    inputs,
    params: validSets(AdaptiveV1Algorithm, adaptiveSets),
    lists: ['candidates'],
  });

  describe('golden values', () => {
    it('of the parts of a score', () => {
      for (const { target, p, value } of components.sProb) {
        expectWithin(probabilityPart(target, p), Math.max(value, 0.001), WITHIN);
      }
      for (const { n, value } of components.sCount) expectWithin(countPart(n), value, WITHIN);
      for (const { seconds, value } of components.sTime) expectWithin(recencyPart(seconds, 120), value, WITHIN);
      for (const { target, rolling, value } of components.targetAdjustment) {
        expectWithin(shiftedTarget(target, rolling), value, WITHIN);
      }
    });

    it.each(exploration)('of draw $k of the seed $seed', ({ seed, k, u }) => {
      expect(seededDraw(seed, k)).toBe(u);
    });

    it.each(cases)('of the ranking $id', ({ theta, target, weights, recencyMaxSeconds, candidates, ranking }) => {
      const { items } = compute(
        {
          learner: { theta, rolling_success: null },
          candidates: candidates.map(({ id, difficulty, guess, answers, secondsSinceLast }) =>
            candidate(id, {
              difficulty,
              guess,
              answers,
              last_seen_at: secondsSinceLast === null ? null : secondsIn(NOW - secondsSinceLast),
            }),
          ),
        },
        {
          target_accuracy: target,
          exploration_rate: 0,
          weight_probability: weights.probability,
          weight_recency: weights.recency,
          weight_count: weights.count,
          recency_max_seconds: recencyMaxSeconds,
        },
      );

      expect(items.map(({ item_id }) => item_id)).toEqual(ranking.map(({ id }) => id));
      ranking.forEach(({ p, sProb, sTime, sCount, score }, index) => {
        const item = items[index]!;
        expect(item).toMatchObject({ rank: index + 1, explored: false });
        expectWithin(item.p_correct, p, WITHIN);
        expectWithin(item.parts.probability, Math.max(sProb, 0.001), WITHIN);
        expectWithin(item.parts.recency, sTime, WITHIN);
        expectWithin(item.parts.count, sCount, WITHIN);
        expectWithin(item.score, score, WITHIN);
      });
    });
  });

  describe('the score', () => {
    it('orders by Rasch information at target 0.5, without guessing and before anything was seen', () => {
      fc.assert(
        fc.property(
          fc.uniqueArray(fc.double({ min: -3, max: 3, noNaN: true }), { maxLength: 20, size: 'max' }),
          (difficulties) => {
            const candidates = difficulties.map((difficulty, index) => candidate(`q${index}`, { difficulty }));
            const { items } = compute({ candidates }, { target_accuracy: 0.5, exploration_rate: 0 });
            const information = items.map(({ p_correct: p }) => p * (1 - p));

            information
              .slice(1)
              .forEach((value, index) => expect(value).toBeLessThanOrEqual(information[index]! + 1e-9));
          },
        ),
      );
    });

    it('counts weakness and due where the candidate has them', () => {
      const candidates = [candidate('a'), candidate('b', { p_known: 0.25, due: true }), candidate('c', { due: false })];
      const { items } = compute({ candidates }, { exploration_rate: 0, weight_weakness: 4, weight_due: 2 });

      expect(items.map(({ item_id, parts: { weakness, due } }) => [item_id, weakness, due])).toEqual([
        ['b', 0.75, 1],
        ['a', null, null],
        ['c', null, 0],
      ]);
      // Of `a` nothing is known: half of the weight counts.
      expect(items[0]!.score - items[1]!.score).toBeCloseTo(4 * (0.75 - 0.5) + 2, 12);
    });

    it('decides ties by id, and ignores the last bits', () => {
      const candidates = ['b', 'a', 'C'].map((id, index) => candidate(id, { difficulty: index * 1e-14 }));

      expect(ids(compute({ candidates }, { exploration_rate: 0 }))).toEqual(['C', 'a', 'b']);
    });

    it('can be asked for a shifted target: what is easy for who fails, what is hard for who succeeds', () => {
      const candidates = [-3, -1, 1, 3].map((difficulty) => candidate(`${difficulty}`, { difficulty }));
      const first = (rolling_success: number) =>
        ids(compute({ candidates, learner: { theta: 0, rolling_success } }, { exploration_rate: 0 }))[0];

      expect([first(0), first(0.75), first(1)]).toEqual(['-3', '-1', '3']);
    });

    it('has its target at 0 or 1 exactly after a full shift, where what lies there counts in full', () => {
      const target = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });
      fc.assert(
        fc.property(target, (accuracy) => {
          expect([shiftedTarget(accuracy, 0), shiftedTarget(accuracy, 1)]).toEqual([1, 0]);
        }),
      );
      const [hard] = compute(
        {
          candidates: [candidate('hard', { difficulty: 10 }), candidate('mid', { difficulty: 0.5 })],
          learner: { theta: -10, rolling_success: 1 },
        },
        { target_accuracy: 0.1, exploration_rate: 0 },
      ).items;

      expect(hard).toMatchObject({ item_id: 'hard', parts: { probability: 1 } });
    });
  });
});
