import { type Answer } from './answer.js';
import { correctedTime } from './clock.js';
import { type Head, numbering } from './learner-heads.js';
import { type LearnerSettings } from './learner-settings.js';
import { digestOf, digestOfVoid, entryOf, type LogEntry, voidEntryOf } from './log-entry.js';
import { type AnswerResult } from './recording.js';

/** What a person changes about an event that was recorded. */
export interface Revising {
  eventId: string;
  /** The event as it was; null to withdraw it. */
  answer: Readonly<Answer> | null;
  actorId: string | null;
  reason: string;
  /** The revision of the learner that the person has seen; null for any. */
  expectedRevision: number | null;
}

/** Why an event cannot be changed. */
export type Unrevised = 'not-found' | 'changed';

/** The entry that changes an event, and what is said of it; no entry where the event is like that already. */
export function revising(
  head: Head,
  { eventId, answer, actorId, reason, expectedRevision }: Revising,
  settings: LearnerSettings,
  next = numbering(head),
): { entries: LogEntry[]; results: AnswerResult[] } | Unrevised {
  const known = head.known.get(eventId);
  if (!known || (answer && known.isDecision)) return 'not-found';
  if (expectedRevision !== null && expectedRevision !== head.revision) return 'changed';
  const digest = answer ? digestOf(answer) : digestOfVoid(eventId);
  if (digest === known.digest) return { entries: [], results: [{ event_id: eventId, outcome: 'duplicate' }] };
  // Where the entry is that counts.
  const learnerId = known.account;
  const place = { learnerId, seq: next(learnerId), version: known.version + 1 };
  const entry = answer
    ? entryOf(answer, { ...place, digest, time: timeOf(answer, head, settings), source: null })
    : voidEntryOf(eventId, { ...place, at: Math.round(head.now) });
  return {
    entries: [{ ...entry, actor_id: actorId, reason }],
    results: [{ event_id: eventId, outcome: answer ? 'corrected' : 'voided' }],
  };
}

/** A person says when it was: only the future stays out of reach. */
function timeOf({ at }: Readonly<Answer>, head: Head, settings: LearnerSettings) {
  const time = correctedTime(Date.parse(at), null, head.now, settings);
  return time.quarantine === 'TOO_OLD' ? { ...time, quarantine: null } : time;
}
