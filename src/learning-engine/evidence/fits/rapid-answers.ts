import { type AnsweringLearner, type FirstAnswer } from './first-answers.js';

/** A quicker answer than this share of the usual time of its item is none, as in `mastery` v2. */
const RAPID_SHARE = 0.1;
const FEWEST_DURATIONS = 20;

/** In the middle of all durations, of each item with some. */
export function usualDurations(learners: readonly AnsweringLearner[]): Map<string, number> {
  const known = new Map<string, number[]>();
  for (const [, first] of learners) {
    for (const [item, , , duration] of first) {
      if (duration === null) continue;
      const ofItem = known.get(item);
      if (ofItem) ofItem.push(duration);
      else known.set(item, [duration]);
    }
  }
  return new Map(
    [...known].flatMap(([item, all]): [string, number][] =>
      all.length < FEWEST_DURATIONS ? [] : [[item, all.sort((one, other) => one - other)[(all.length - 1) >> 1]!]],
    ),
  );
}

export const isRapid = ([item, , , duration]: FirstAnswer, usual: Map<string, number>): boolean =>
  duration !== null && duration < RAPID_SHARE * (usual.get(item) ?? 0);
