import { type CalibratedItem } from '../../learners/sets/calibration.js';
import { isRapidGuess } from '../rapid-guesses.js';
import { type AnsweringLearner, type FirstAnswer } from './first-answers.js';

/** With fewer, what was known before says more. */
const FEWEST_DURATIONS = 20;

/** How long an answer to an item usually takes, in the middle of how many. */
export type UsualDuration = Pick<CalibratedItem, 'usual_duration_ms' | 'durations'>;

/**
 * The median of the durations of first answers, those that came too fast among them, of each item with some.
 *
 * @param before those of the calibration before: they stay where too few answers tell
 */
export function usualDurations(
  learners: readonly AnsweringLearner[],
  before: readonly CalibratedItem[],
): Map<string, UsualDuration> {
  const known = new Map<string, number[]>();
  for (const [, first] of learners) {
    for (const [item, , , duration] of first) {
      if (duration === null) continue;
      const ofItem = known.get(item);
      if (ofItem) ofItem.push(duration);
      else known.set(item, [duration]);
    }
  }
  const usual = new Map<string, UsualDuration>();
  for (const { item_id, usual_duration_ms, durations } of before) {
    if (usual_duration_ms !== null) usual.set(item_id, { usual_duration_ms, durations });
  }
  for (const [item, all] of known) {
    if (all.length < FEWEST_DURATIONS) continue;
    const usual_duration_ms = all.sort((one, other) => one - other)[(all.length - 1) >> 1]!;
    usual.set(item, { usual_duration_ms, durations: all.length });
  }
  return usual;
}

export const isRapid = ([item, , , duration]: FirstAnswer, usual: ReadonlyMap<string, UsualDuration>): boolean =>
  isRapidGuess(duration, usual.get(item)?.usual_duration_ms);
