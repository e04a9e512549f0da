import { type LearnerSettings } from './learner-settings.js';
import { type CorrectedTime } from './log-entry.js';

/**
 * Corrects the time of an answer by what the sender's clock said when it was sent. A clock that is right within the tolerance is
 * left alone: the way to us takes its time, and would disturb the order of answers. A time that cannot be true quarantines the answer.
 *
 * @param given when the answer was given, by the clock of its sender, in milliseconds since 1970
 * @param sent when it was sent, by the same clock
 * @param received when it came, by the clock of the database
 */
export function correctedTime(
  given: number,
  sent: number | null,
  received: number,
  { clockToleranceMs, aheadMs, earliestAt }: LearnerSettings,
): CorrectedTime {
  const late = sent === null ? 0 : received - sent;
  const at = Math.abs(late) > clockToleranceMs ? given + Math.round(late) : given;
  const quarantine = at > received + aheadMs ? 'FUTURE' : at < Date.parse(earliestAt) ? 'TOO_OLD' : null;
  // Of a time that cannot be true, what was given says more than what was made of it.
  return quarantine || at === given
    ? { at: given, given_at: null, sent_at: sent, quarantine }
    : { at, given_at: given, sent_at: sent, quarantine };
}
