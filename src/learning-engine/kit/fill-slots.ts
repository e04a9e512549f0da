import { Band } from './band.js';
import { best, type Compare } from './best.js';
import { type Choosable } from './choosable.js';
import { seededDraw } from './seeded-draw.js';

/** How a list of questions is filled. */
export interface SlotRules<T> {
  count: number;
  /** Decides what is chosen by chance. */
  seed: string;
  compare: Compare<T>;
  /** Share of the slots that are filled by chance, and from which candidates. */
  explorationRate: number;
  mayExplore: (one: T) => boolean;
  /** Most of one concept; null is no limit. */
  maxPerConcept: number | null;
}

interface Slot<T> {
  scored: T;
  explored: boolean;
}

/** Fills the slots in order, by rank or by chance. */
export function fillSlots<T extends Choosable>(scored: readonly T[], rules: SlotRules<T>): Slot<T>[] {
  const count = Math.min(rules.count, scored.length);
  const shortlist = shortlistOf(scored, count, rules);
  const open = new OpenCandidates(scored, rules);
  const slots: Slot<T>[] = [];
  let next = 0;

  for (let k = 0; k < count; k += 1) {
    const explores = seededDraw(rules.seed, 2 * k) < rules.explorationRate && open.band.size > 0;
    if (!explores) while (next < shortlist.length && !open.has(shortlist[next]!)) next += 1;
    const chosen = explores
      ? open.band.nth(Math.floor(seededDraw(rules.seed, 2 * k + 1) * open.band.size))
      : shortlist[next];
    if (!chosen) break;
    open.take(chosen);
    slots.push({ scored: chosen, explored: explores });
  }
  return slots;
}

/**
 * All that a slot can get by its rank, the best first: of each concept no more than its limit. Beyond the `count` best,
 * one more for each slot that chance may fill, which can close a concept for one that is better.
 */
function shortlistOf<T extends Choosable>(
  scored: readonly T[],
  count: number,
  { maxPerConcept: limit, compare }: SlotRules<T>,
): T[] {
  if (limit === null) return best(scored, count, compare);
  const kept = [...byConcept(scored)].flatMap(([concept, members]) =>
    best(members, concept === null ? count : Math.min(limit, count), compare),
  );
  return best(kept, 2 * count, compare);
}

/** The members of each concept, in the order of the list. */
export function byConcept<T extends Choosable>(scored: readonly T[]): Map<string | null, T[]> {
  const concepts = new Map<string | null, T[]>();
  for (const one of scored) {
    const members = concepts.get(one.candidate.concept_id);
    if (members) members.push(one);
    else concepts.set(one.candidate.concept_id, [one]);
  }
  return concepts;
}

/** Which candidates a slot can still take: not those that are taken, nor those of a concept that is full. */
class OpenCandidates<T extends Choosable> {
  /** Those that chance may choose. */
  readonly band: Band<T>;
  private readonly closed = new Set<T>();
  private readonly concepts: Map<string | null, T[]>;
  private readonly taken = new Map<string, number>();

  constructor(
    scored: readonly T[],
    private readonly rules: SlotRules<T>,
  ) {
    const { explorationRate, mayExplore, maxPerConcept } = rules;
    this.concepts = byConcept(maxPerConcept === null ? [] : scored);
    this.band = new Band(explorationRate > 0 ? scored.filter(mayExplore) : []);
  }

  has(one: T): boolean {
    return !this.closed.has(one);
  }

  take(one: T): void {
    this.close(one);
    const concept = one.candidate.concept_id;
    if (concept === null || this.rules.maxPerConcept === null) return;
    const taken = (this.taken.get(concept) ?? 0) + 1;
    this.taken.set(concept, taken);
    if (taken === this.rules.maxPerConcept) this.concepts.get(concept)!.forEach((member) => this.close(member));
  }

  private close(one: T): void {
    this.closed.add(one);
    this.band.remove(one);
  }
}
