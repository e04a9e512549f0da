import { type Report } from '../../../json/problem.js';
import { type MasteryV2Input } from './mastery-v2.contract.js';

/** Sums in another order may differ in the last digits. */
const ROUNDING = 1e-9;

/** Reports states of skills that contradict themselves, the learner, or `now`. */
export function checkSkillStates({ states, learner, now }: Readonly<MasteryV2Input>, report: Report): void {
  const instant = (at: string | null | undefined) => (at ? Date.parse(at) : -Infinity);
  states.forEach(({ recency, evidence, attempts, last_at, last_right_at }, index) => {
    const wrong = (field: string, reason: string) => report(['states', index, field], reason);
    if (attempts === 0 && last_at !== null) wrong('last_at', 'must be null while attempts is 0');
    if (attempts > 0 && last_at === null) wrong('last_at', 'must be a time while attempts is above 0');
    if (attempts === 0 && evidence > 0) wrong('evidence', 'must be 0 while attempts is 0');
    if (Math.abs(recency) > evidence + ROUNDING) wrong('recency', 'must be at most evidence away from 0');
    if (instant(last_right_at) > instant(last_at)) wrong('last_right_at', 'must not be after last_at');
    if (instant(last_at) > instant(learner?.last_at))
      wrong('last_at', 'must not be after the last_at of the learner: send the learner of the same output');
    if (now !== undefined && instant(last_at) > Date.parse(now)) wrong('last_at', 'must not be after now');
  });
}
