import { type FoldableEntry } from '../../learners/fold-plan.js';
import { type Folding } from '../../learners/folding.js';
import { seededDraw } from '../../kit/seeded-draw.js';
import { type Side, type States } from './compare-states.js';
import { goOn, habitsOf, ROUNDS } from './go-on.js';

/**
 * How a learner may go on after the activation, in whole numbers, by name: `forecast` learners; after so many days
 * `on:<days>:due`, `on:<days>:reviews` and `on:<days>:seconds`, summed over the rounds, each with the sum of its squares under
 * `<name>²`; `timed` learners have seconds; `beyond` of `gauged` intervals are longer than the learner's have been; learners who
 * are `ahead` of `now`, or whose answers are `unexpected` by the fold, have no forecast. Each ends with the side.
 */
export function forecastOf(
  folding: Folding,
  entries: readonly FoldableEntry[],
  states: States,
  { now, seed, side }: { now: number; seed: string; side: Side },
): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (name: string, by = 1) => {
    if (by > 0) counts[`${name}:${side}`] = (counts[`${name}:${side}`] ?? 0) + by;
  };
  const scheduled = [...states.values()].filter(({ due_at }) => due_at !== null);
  if (scheduled.length === 0) {
    add('forecast');
    return counts;
  }
  const habits = habitsOf(folding, entries, states, now);
  if (habits.longestGap !== null) {
    add('gauged', scheduled.length);
    const longer = scheduled.filter((kept) => Date.parse(kept.due_at!) - kept.through.instant > habits.longestGap!);
    add('beyond', longer.length);
  }
  if (habits.isAhead) {
    add('ahead');
    return counts;
  }
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    let drawn = 0;
    return attempt(() => goOn(folding, states, habits, now, () => seededDraw(`${seed}:${round}`, (drawn += 1))));
  });
  if (rounds.includes(undefined)) {
    add('unexpected');
    return counts;
  }
  for (const { days, due, reviews } of rounds.flatMap((progress) => progress!)) {
    const seconds = habits.seconds === null ? 0 : Math.round(reviews * habits.seconds);
    for (const [name, count] of Object.entries({ due, reviews, seconds })) {
      add(`on:${days}:${name}`, count);
      add(`on:${days}:${name}²`, count ** 2);
    }
  }
  add('forecast');
  if (habits.seconds !== null) add('timed');
  return counts;
}

/** A learner is in the forecast by both versions, or by neither: else the totals would be of different learners. */
export function inBothForecasts(counts: Record<string, number>, sides: readonly Side[]): Record<string, number> {
  if (sides.every((side) => counts[`forecast:${side}`])) return counts;
  return Object.fromEntries(Object.entries(counts).filter(([name]) => !/^(forecast|timed|on:\d+:.*):/.test(name)));
}

/** A fold that throws at what it is not given yet has no forecast. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
