import { type FirstChoice } from '../authoring/select.js';
import { type Choosable } from './choosable.js';
import { type SlotRules } from './fill-slots.js';

/**
 * How likely `fillSlots` gives its first slot to each candidate, over all seeds: chance chooses evenly among those that may be explored, and
 * else the best one is taken.
 *
 * @param rules.compare 0 where the seed decides between two of the same rank
 */
export function firstChoices<T extends Choosable>(
  scored: readonly T[],
  { compare, explorationRate, mayExplore }: Pick<SlotRules<T>, 'compare' | 'explorationRate' | 'mayExplore'>,
): FirstChoice[] {
  const [first] = scored;
  if (!first) return [];
  const band = new Set(explorationRate > 0 ? scored.filter(mayExplore) : []);
  const rate = band.size > 0 ? explorationRate : 0;
  const top = scored.reduce((one, other) => (compare(other, one) < 0 ? other : one), first);
  const best = new Set(scored.filter((one) => compare(one, top) === 0));
  return scored.flatMap((one) => {
    const probability = (band.has(one) ? rate / band.size : 0) + (best.has(one) ? (1 - rate) / best.size : 0);
    return probability > 0 ? [{ item_id: one.candidate.item_id, probability }] : [];
  });
}
