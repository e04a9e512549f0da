import { isWithin } from '../../../kit/order.js';
import { seededDraw } from '../../../kit/seeded-draw.js';
import { Band } from './adaptive-v1.band.js';
import { best } from './adaptive-v1.best.js';
import { type AdaptiveV1Params } from './adaptive-v1.params.js';
import { type Scored } from './adaptive-v1.score.js';

interface Wish {
  target: number;
  seed: string;
  count: number;
}

interface Slot {
  scored: Scored;
  explored: boolean;
}

/** Fills the slots in order, by score or by chance. */
export function select(params: Readonly<AdaptiveV1Params>, scored: readonly Scored[], wish: Wish): Slot[] {
  const count = Math.min(wish.count, scored.length);
  const shortlist = shortlistOf(scored, count, params.max_per_concept);
  const open = new OpenCandidates(params, scored, wish.target);
  const slots: Slot[] = [];
  let next = 0;

  for (let k = 0; k < count; k += 1) {
    const explores = seededDraw(wish.seed, 2 * k) < params.exploration_rate && open.band.size > 0;
    if (!explores) while (next < shortlist.length && !open.has(shortlist[next]!)) next += 1;
    const chosen = explores
      ? open.band.nth(Math.floor(seededDraw(wish.seed, 2 * k + 1) * open.band.size))
      : shortlist[next];
    if (!chosen) break;
    open.take(chosen);
    slots.push({ scored: chosen, explored: explores });
  }
  return slots;
}

/**
 * All that a slot can get by its score, the best first: of each concept no more than its limit. Beyond the `count` best,
 * one more for each slot that chance may fill, which can close a concept for one that is better.
 */
function shortlistOf(scored: readonly Scored[], count: number, limit: number | null): Scored[] {
  if (limit === null) return best(scored, count);
  const kept = [...byConcept(scored)].flatMap(([concept, members]) =>
    best(members, concept === null ? count : Math.min(limit, count)),
  );
  return best(kept, 2 * count);
}

function byConcept(scored: readonly Scored[]): Map<string | null, Scored[]> {
  const concepts = new Map<string | null, Scored[]>();
  for (const one of scored) {
    const members = concepts.get(one.candidate.concept_id);
    if (members) members.push(one);
    else concepts.set(one.candidate.concept_id, [one]);
  }
  return concepts;
}

/** Which candidates a slot can still take: not those that are taken, nor those of a concept that is full. */
class OpenCandidates {
  /** Those whose success is close enough to the target. */
  readonly band: Band;
  private readonly closed = new Set<Scored>();
  private readonly concepts: Map<string | null, Scored[]>;
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly params: Readonly<AdaptiveV1Params>,
    scored: readonly Scored[],
    target: number,
  ) {
    const { exploration_rate, exploration_band, max_per_concept } = params;
    this.concepts = byConcept(max_per_concept === null ? [] : scored);
    const isNear = ({ probability }: Scored) => isWithin(Math.abs(probability - target), exploration_band);
    this.band = new Band(exploration_rate > 0 ? scored.filter(isNear) : []);
  }

  has(one: Scored): boolean {
    return !this.closed.has(one);
  }

  take(one: Scored): void {
    this.close(one);
    const concept = one.candidate.concept_id;
    if (concept === null || this.params.max_per_concept === null) return;
    const taken = (this.taken.get(concept) ?? 0) + 1;
    this.taken.set(concept, taken);
    if (taken === this.params.max_per_concept) this.concepts.get(concept)!.forEach((member) => this.close(member));
  }

  private close(one: Scored): void {
    this.closed.add(one);
    this.band.remove(one);
  }
}
