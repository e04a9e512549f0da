import { compareTexts } from '../kit/order.js';

/** So few classes say nothing of others: with fewer, learners are drawn. */
export const FEWEST_CLASSES = 8;

/** The class of a learner: the group that most of their answers name, of several the first by its id; null where none names any. */
export function classOf(groupsOfAnswers: Iterable<readonly string[]>): string | null {
  const counts = new Map<string, number>();
  for (const groups of groupsOfAnswers) for (const id of groups) counts.set(id, (counts.get(id) ?? 0) + 1);
  const [most] = [...counts].sort(([one, few], [other, many]) => many - few || compareTexts(one, other));
  return most?.[0] ?? null;
}

/** What is drawn anew for an interval. */
export interface Drawn {
  over: 'classes' | 'learners';
  /** How many classes the learners are of. */
  classes: number;
  /** Sums of what is drawn, by those of its learners. */
  sumsOf: (ofLearners: readonly number[]) => number[];
}

/**
 * Learners of one class are alike, as they have the same teacher: so classes are drawn where there are enough of them. A learner
 * without a class is one of their own.
 *
 * @param classes by learner
 */
export function drawnBy(classes: readonly (string | null)[]): Drawn {
  const places = new Map<string, number>();
  const known = new Set(classes.filter((id) => id !== null)).size;
  if (known < FEWEST_CLASSES) return { over: 'learners', classes: known, sumsOf: (sums) => [...sums] };
  const placeOf = classes.map((id, learner) => {
    const name = JSON.stringify(id ?? learner);
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  });
  const sumsOf = (ofLearners: readonly number[]): number[] => {
    const sums = Array.from<number>({ length: places.size }).fill(0);
    ofLearners.forEach((sum, learner) => (sums[placeOf[learner]!]! += sum));
    return sums;
  };
  return { over: 'classes', classes: known, sumsOf };
}
