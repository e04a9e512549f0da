import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { expectWithin, secondsIn, vectors } from '../../../../../test/support/engine/vectors.js';
import { abilityAfter } from '../../../kit/ability.js';
import { measuredLearners } from '../../../../../test/support/models/measured-learners.js';
import { AdaptiveV2Algorithm } from './adaptive-v2.algorithm.js';
import { type AdaptiveV2Candidate, type AdaptiveV2Input } from './adaptive-v2.contract.js';
import { informationOf, probabilityOf } from './adaptive-v2.model.js';
import { type AdaptiveV2Output } from './adaptive-v2.output.js';

type Item = [a: number, b: number, c: number];
interface Vector {
  tolerance: { estimate: number; p: number; information: number };
  estimates: { items: Item[]; responses: number[]; theta: number; sd: number }[];
  information: Record<'a' | 'b' | 'c' | 'theta' | 'p' | 'information', number>[];
}
const { tolerance, estimates, information } = vectors<Vector>('adaptive-measurement');

const response = ([discrimination, difficulty, guess]: Item, correct: boolean, index = 0) => ({
  ...{ item_id: `r${index}`, concept_id: null as string | null, difficulty, discrimination, guess, correct },
});
const candidate = (item_id: string, more: Partial<AdaptiveV2Candidate> = {}): AdaptiveV2Candidate => ({
  ...{ item_id, concept_id: null, difficulty: 0, answers: 0, last_seen_at: null },
  ...more,
});
const measure = (input: Partial<AdaptiveV2Input>, params: object = {}) =>
  run<AdaptiveV2Output>(AdaptiveV2Algorithm, params, {
    ...{ purpose: 'measure', now: secondsIn(0), seed: 'ada', count: 1, candidates: [] },
    ...input,
  });
const ids = ({ items }: AdaptiveV2Output) => items.map(({ item_id }) => item_id);

describe('a measurement', () => {
  it('has the ability and its error of an independent computation, also where all answers are right', () => {
    for (const { items, responses, theta, sd } of estimates) {
      const found = abilityAfter(items.map((item, index) => response(item, responses[index] === 1)));
      expectWithin(found.theta, theta, tolerance.estimate);
      expectWithin(found.se, sd, tolerance.estimate);
    }
  });

  it('has the probabilities and the information of an independent computation', () => {
    for (const { a, b, c, theta, ...expected } of information) {
      const item = { discrimination: a, difficulty: b, guess: c };
      expectWithin(probabilityOf(theta, item), expected.p, tolerance.p);
      expectWithin(informationOf(theta, item), expected.information, tolerance.information);
    }
  });

  it('stays finite at the ends of all scales', () => {
    const far = { difficulty: 10, discrimination: 10 };

    expect(informationOf(-10, far)).toBeLessThan(1e-80);
    for (const correct of [true, false]) {
      for (const guess of [0, 0.5]) {
        const { theta, se } = abilityAfter([response([10, 10, guess], correct), response([10, -10, guess], !correct)]);
        expect([theta, se].every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('asks what tells most, drawn from the best, and never the same first question of all learners', () => {
    const candidates = Array.from({ length: 40 }, (_, index) => candidate(`q${index}`, { difficulty: index / 10 }));
    const firsts = Array.from({ length: 60 }, (_, learner) => ids(measure({ seed: `l${learner}`, candidates }))[0]!);

    expect([...new Set(firsts)].sort()).toEqual(['q0', 'q1', 'q2', 'q3', 'q4']);
    expect(ids(measure({ candidates, count: 3 }, { among_best: 1 }))).toEqual(['q0', 'q1', 'q2']);
  });

  it('leaves out what too many tests had, while there is something else', () => {
    const candidates = [candidate('common', { exposure: 0.34 }), candidate('rare', { difficulty: 3, exposure: 0.33 })];

    expect(measure({ candidates, count: 2 })).toMatchObject({ considered: 1, items: [{ item_id: 'rare' }] });
    expect(ids(measure({ candidates: candidates.slice(0, 1) }))).toEqual(['common']);
  });

  it('keeps the shares of concepts: those of the bank, or those that are wanted', () => {
    const candidates = Array.from({ length: 40 }, (_, index) =>
      candidate(`q${index}`, { concept_id: index % 4 === 0 ? 'few' : 'many', difficulty: index % 4 === 0 ? 3 : 0 }),
    );
    const fewOf = (input: Partial<AdaptiveV2Input>) =>
      ids(measure({ candidates, count: 12, ...input })).filter((id) => Number(id.slice(1)) % 4 === 0).length;
    const shares = ['few', 'many'].map((concept_id) => ({ concept_id, share: 0.5 }));

    expect(fewOf({})).toBe(3);
    expect(fewOf({ concept_shares: shares })).toBe(6);
    // Those that were asked in this test count.
    const responses = Array.from({ length: 4 }, (_, index) => ({
      ...response([1, 0, 0], index % 2 === 0, index),
      concept_id: 'few',
    }));
    expect(fewOf({ concept_shares: shares, responses })).toBe(4);
  });

  it('is done when it is precise, long or at its end, and says why', () => {
    const candidates = [candidate('a')];
    const responses = Array.from({ length: 6 }, (_, index) => response([2, 0, 0], index % 2 === 0, index));

    expect(measure({ candidates, responses }).measurement).toMatchObject({ done: false, answers: 6 });
    expect(measure({ candidates, responses }, { stop_se: 0.5 })).toMatchObject({
      ...{ items: [], measurement: { done: true, reason: 'precise' } },
    });
    expect(measure({ candidates, responses }, { most_answers: 6 }).measurement).toMatchObject({ reason: 'long' });
    expect(measure({ responses }).measurement).toMatchObject({ done: true, reason: 'empty' });
    const { theta, theta_low, theta_high, se } = measure({ responses }).measurement!;
    expectWithin(theta_high - theta_low, 2 * 1.959963984540054 * se, 1e-12);
    expectWithin(theta_high + theta_low, 2 * theta, 1e-12);
  });

  it('reaches its goals with simulated learners: the table in docs/models.md has more', () => {
    const found = measuredLearners({ learners: 40, bank: 500, seed: 1 });

    expect(found.questions).toBeLessThan(21.5);
    expect(found.error).toBeLessThan(0.36);
    expect(found.largestExposure).toBeLessThanOrEqual(0.5);
    expect(found.commonestFirst).toBeLessThan(0.4);
    expect(found.overlap).toBeLessThan(0.3);
  });
});
