import * as fc from 'fast-check';
import { run } from '../../../../../test/support/engine/algorithm-laws.js';
import { secondsIn } from '../../../../../test/support/engine/vectors.js';
import { Band } from '../../../kit/band.js';
import { seededDraw } from '../../../kit/seeded-draw.js';
import { AdaptiveV1Algorithm } from './adaptive-v1.algorithm.js';

import { type AdaptiveV1Input, type AdaptiveV1Item, type AdaptiveV1Output } from './adaptive-v1.contract.js';

const bank = (size: number, more: (index: number) => object = () => ({})) =>
  Array.from({ length: size }, (_, index) => ({
    item_id: `q${index}`,
    concept_id: `c${index % 3}`,
    difficulty: ((index * 7) % size) / size - 1.5,
    answers: 0,
    last_seen_at: null,
    ...more(index),
  }));
const compute = (input: Partial<AdaptiveV1Input>, params: object) =>
  run<AdaptiveV1Output>(AdaptiveV1Algorithm, params, {
    now: secondsIn(10_000),
    seed: 'seed',
    count: 5,
    learner: { theta: 0, rolling_success: null },
    candidates: [],
    ...input,
  });
const ids = ({ items }: AdaptiveV1Output) => items.map(({ item_id }) => item_id);

/** The slots filled as the contract says, without any shortcut. */
function slowly(ranking: readonly AdaptiveV1Item[], seed: string, count: number, params: Settings): string[] {
  const conceptOf = (id: string) => `c${Number(id.slice(1)) % 3}`;
  const draws = `${seed}|${Date.parse(secondsIn(10_000))}`;
  const chosen: string[] = [];
  const isOpen = ({ item_id }: AdaptiveV1Item) =>
    !chosen.includes(item_id) &&
    chosen.filter((id) => conceptOf(id) === conceptOf(item_id)).length < (params.max_per_concept ?? Infinity);
  for (let k = 0; k < count; k += 1) {
    const open = ranking.filter(isOpen);
    const band = open
      .filter(({ p_correct }) => Math.abs(p_correct - 0.75) <= params.exploration_band)
      .map(({ item_id }) => item_id)
      .sort();
    const explores = seededDraw(draws, 2 * k) < params.exploration_rate && band.length > 0;
    const next = explores ? band[Math.floor(seededDraw(draws, 2 * k + 1) * band.length)] : open[0]?.item_id;
    if (next === undefined) break;
    chosen.push(next);
  }
  return chosen;
}

interface Settings {
  exploration_rate: number;
  exploration_band: number;
  max_per_concept: number | null;
}

describe('the slots', () => {
  it('are filled as the contract says, whatever the limits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 45 }),
        fc.string({ maxLength: 4 }),
        fc.record({
          exploration_rate: fc.constantFrom(0, 0.2, 0.7, 1),
          exploration_band: fc.constantFrom(0.05, 0.25, 1),
          max_per_concept: fc.constantFrom(null, 1, 2, 5),
        }),
        (size, count, seed, params) => {
          const candidates = bank(size);
          const { items } = compute({ candidates, count: size }, { exploration_rate: 0 });

          expect(ids(compute({ candidates, count, seed }, params))).toEqual(
            slowly(items, seed, Math.min(count, size), params),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('explore the whole bank by the seed and the ids alone', () => {
    const all = { exploration_rate: 1, exploration_band: 1 };
    const easy = compute({ candidates: bank(20), count: 20 }, all);
    const hard = compute({ candidates: bank(20, () => ({ difficulty: 3, answers: 4 })), count: 20 }, all);

    expect(ids(hard)).toEqual(ids(easy));
    expect(ids(easy).toSorted()).toEqual(
      bank(20)
        .map(({ item_id }) => item_id)
        .toSorted(),
    );
    expect(easy.items.every(({ explored }) => explored)).toBe(true);
    expect(ids(compute({ candidates: bank(20), count: 20, seed: 'other' }, all))).not.toEqual(ids(easy));
  });

  it('explore near the target, or not at all', () => {
    const near = compute({ candidates: bank(60), count: 20 }, { exploration_rate: 1, exploration_band: 0.05 });
    const none = compute(
      { candidates: bank(9, () => ({ difficulty: 5 })) },
      { exploration_rate: 1, exploration_band: 0.1 },
    );

    for (const { p_correct, explored } of near.items) expect(explored).toBe(Math.abs(p_correct - 0.75) <= 0.05);
    expect(near.items.some(({ explored }) => explored)).toBe(true);
    expect(none.items.map(({ explored }) => explored)).toEqual(Array(5).fill(false));
  });

  it('explore up to the edge of the band, however narrow it is, and no further', () => {
    const explored = (theta: number, target_accuracy: number, exploration_band: number) =>
      compute(
        { candidates: bank(1, () => ({ difficulty: 0 })), learner: { theta, rolling_success: null } },
        { target_accuracy, exploration_band, exploration_rate: 1 },
      ).items[0]!.explored;

    expect(explored(0, 0.5 + 4e-10, 1e-10)).toBe(false);
    expect(explored(0, 0.5 + 4e-10, 5e-10)).toBe(true);
    expect(explored(0, 0.5 + 4e-10, 1)).toBe(true);
    // P is 5/6 and 1/6: two thirds apart.
    expect(explored(Math.log(5), 1 / 6, 2 / 3)).toBe(true);
    expect(explored(Math.log(5), 1 / 6, 0.6666666)).toBe(false);
  });

  it('leave out what was seen lately', () => {
    const seen = (hours: number) => secondsIn(10_000 - hours * 3600);
    const candidates = bank(4, (index) => ({ last_seen_at: [null, seen(1), seen(2), seen(2.5)][index] }));
    const { considered, items } = compute({ candidates }, { exclude_seen_within_hours: 2, exploration_rate: 0 });

    expect(considered).toBe(3);
    expect(items.map(({ item_id }) => item_id).toSorted()).toEqual(['q0', 'q2', 'q3']);
    expect(compute({ candidates }, {}).considered).toBe(4);
  });

  it('are fewer when concepts are full', () => {
    const { items, considered } = compute({ candidates: bank(9), count: 9 }, { max_per_concept: 2 });

    expect([items.length, considered]).toEqual([6, 9]);
    const free = bank(9, () => ({ concept_id: null }));
    expect(compute({ candidates: free, count: 9 }, { max_per_concept: 2 }).items).toHaveLength(9);
  });

  it('can be as many as the contract allows, of the largest bank', () => {
    const candidates = bank(5000);
    const { items } = compute({ candidates, count: 200 }, { exploration_rate: 0.5, max_per_concept: 60 });

    expect(items).toHaveLength(180);
    expect(new Set(items.map(({ item_id }) => item_id)).size).toBe(180);
  });
});

describe(Band.name, () => {
  it('finds the n-th of those that are left', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string(), { maxLength: 40, size: 'max' }),
        fc.array(fc.nat(), { maxLength: 40, size: 'max' }),
        (names, draws) => {
          const members = names.map((item_id) => ({ candidate: { item_id, concept_id: null } }));
          const band = new Band(members);
          const left = members.toSorted((one, other) => (one.candidate.item_id < other.candidate.item_id ? -1 : 1));
          for (const draw of draws) {
            expect(band.size).toBe(left.length);
            if (left.length === 0) break;
            const chosen = band.nth(draw % left.length);
            expect(chosen).toBe(left[draw % left.length]);
            band.remove(chosen);
            band.remove(chosen);
            left.splice(draw % left.length, 1);
          }
        },
      ),
    );
  });
});
