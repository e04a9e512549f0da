import { type LearnerComparison, SIDES } from './compare-states.js';

/** Which counts are shares of which other one. */
const SHARES = [
  ...[0, 1, 2, 3, 4, 5, 6].map((bin) => [`ratio:${bin}`, 'ratios'] as const),
  ['gained', 'judged'],
  ['lost', 'judged'],
  ['changed', 'compared'],
  ['beyond:candidate', 'gauged:candidate'],
] as const;

/** What was counted of the learners of one stratum. All sums are of whole numbers: their order makes no difference. */
export interface Tally {
  learners: number;
  sums: Map<string, number>;
  /** Of products, by both names: what variances need. */
  products: Map<string, number>;
  /** How many learners have so many of it, by count. */
  perLearner: Map<string, Map<number, number>>;
  /** How many values change by so much. */
  changes: Map<number, number>;
}

export const newTally = (): Tally => ({
  learners: 0,
  sums: new Map(),
  products: new Map(),
  perLearner: new Map(),
  changes: new Map(),
});

export const productName = (one: string, other: string): string => `${one} × ${other}`;

/** @param horizons how many: what is due by then is counted by learner */
export function addTo(tally: Tally, { counts: own, changes, moved }: LearnerComparison, horizons: number): void {
  const counts: Record<string, number> = { ...own, compared: 1, changed: Number(moved > 0) };
  tally.learners += 1;
  for (const [name, count] of Object.entries(counts)) {
    plus(tally.sums, name, count);
    plus(tally.products, productName(name, name), count * count);
  }
  for (const [part, whole] of SHARES) {
    plus(tally.products, productName(part, whole), (counts[part] ?? 0) * (counts[whole] ?? 0));
  }
  for (let horizon = 0; horizon < horizons; horizon += 1) {
    for (const side of SIDES) {
      const name = `due:${horizon}:${side}`;
      const learners = tally.perLearner.get(name) ?? new Map<number, number>();
      plus(learners, counts[name] ?? 0, 1);
      tally.perLearner.set(name, learners);
    }
  }
  for (const [by, count] of Object.entries(changes)) plus(tally.changes, Number(by), count);
}

const plus = <Key>(sums: Map<Key, number>, key: Key, by: number): unknown => sums.set(key, (sums.get(key) ?? 0) + by);
