import * as fc from 'fast-check';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { AdaptiveV1Algorithm } from './adaptive-v1.algorithm.js';
import { type AdaptiveV1Candidate } from './adaptive-v1.contract.js';
import { AdaptiveV1Params } from './adaptive-v1.params.js';

const candidate = (item_id: string, more: Partial<AdaptiveV1Candidate> = {}): AdaptiveV1Candidate => ({
  ...{ item_id, concept_id: null, difficulty: -1.1, answers: 0, last_seen_at: null },
  ...more,
});
const BANK = Array.from({ length: 30 }, (_, index) => candidate(`q${index}`, { difficulty: index / 20 - 1.5 }));
const algorithm = new AdaptiveV1Algorithm();
const select = (now: string, seed: string, params: Partial<AdaptiveV1Params> = {}, candidates = BANK) =>
  algorithm.compute(
    { ...new AdaptiveV1Params(), ...params },
    { now, seed, count: 1, learner: { theta: 0, rolling_success: null }, candidates },
  ).items;

const QUESTIONS = 100;

describe('exploration with one question per request', () => {
  it.each([60, 7.5, 0.25])('is a share of the questions of each learner, one every %d s', (pause) => {
    const explored = Array.from(
      { length: 60 },
      (_, learner) =>
        Array.from(
          { length: QUESTIONS },
          (__, k) => select(secondsIn(k * pause), `learner ${learner} 2026-01-01`)[0]!,
        ).filter((item) => item.explored).length,
    );
    // The rate is 0.2: 20 of 100 expected, standard deviation 4.
    const far = explored.filter((count) => Math.abs(count - 20) > 12);
    const mean = explored.reduce((sum, count) => sum + count, 0) / explored.length;

    expect(far).toEqual([]);
    expect(Math.abs(mean - 20)).toBeLessThan(2);
  });

  it('draws anew for each instant and each seed, and the same for the same', () => {
    const chosen = (now: string, seed: string) =>
      select(now, seed, { exploration_rate: 1, exploration_band: 1 })[0]!.item_id;
    const instants = Array.from({ length: 200 }, (_, k) => chosen(secondsIn(k), 'ada'));

    expect(new Set(instants).size).toBeGreaterThan(25);
    expect(Array.from({ length: 200 }, (_, k) => chosen(secondsIn(k), 'ada'))).toEqual(instants);
    expect(Array.from({ length: 200 }, (_, k) => chosen(secondsIn(k), 'ben'))).not.toEqual(instants);
    expect(chosen('2026-01-21T12:00:00Z', 'ada')).toBe(chosen('2026-01-21T12:00:00.000Z', 'ada'));
  });
});

describe('a skill of which nothing is known', () => {
  it('is before every skill that is more known than not, and behind every other', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p_known) => {
        fc.pre(Math.abs(p_known - 0.5) > 1e-6);
        const candidates = [candidate('known', { p_known }), candidate('unknown')];
        const [first] = select(secondsIn(0), '', { weight_weakness: 10, exploration_rate: 0 }, candidates);

        expect(first!.item_id).toBe(p_known > 0.5 ? 'unknown' : 'known');
      }),
    );
  });

  it('says nothing of its weakness', () => {
    const [item] = select(secondsIn(0), '', { weight_weakness: 10, exploration_rate: 0 }, [candidate('unknown')]);

    expect(item).toMatchObject({ parts: { weakness: null, due: null } });
    expect(item!.score).toBeCloseTo(10 * item!.parts.probability + 5 + 5, 12);
  });
});
