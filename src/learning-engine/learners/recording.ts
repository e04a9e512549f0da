import { type ValidationProblem } from '../json/problem.js';
import { type Answer, type JudgedAnswer, type RejectedAnswer } from './answer.js';
import { correctedTime } from './clock.js';
import { type Head, numbering } from './learner-heads.js';
import { type LearnerSettings } from './learner-settings.js';
import { digestOf, entryOf, type LogEntry } from './log-entry.js';

/**
 * What became of an answer: `recorded`; `duplicate`, it was recorded before; `conflict`, another one was recorded with its
 * event id; `quarantined`, it is kept and not folded, because its time cannot be true; `invalid`, it is not kept; `accepted`, in
 * a transaction of the caller's: it will be one of these, but `invalid`, after the commit; `corrected` and `voided`, by a person.
 */
export type AnswerOutcome =
  'recorded' | 'duplicate' | 'conflict' | 'quarantined' | 'invalid' | 'accepted' | 'corrected' | 'voided';

export interface AnswerResult {
  /** Null where it has none that could be read. */
  event_id: string | null;
  outcome: AnswerOutcome;
  /** Of an invalid one. */
  problems?: readonly ValidationProblem[];
}

export const accepted = ({ event_id }: Readonly<Answer>): AnswerResult => ({ event_id, outcome: 'accepted' });

export const invalid = ({ eventId, problems }: RejectedAnswer): AnswerResult => ({
  event_id: eventId,
  outcome: 'invalid',
  problems,
});

/** Answers of one call, as they came. */
export interface Handed {
  /** For whom: a learner, or one who was merged into another. */
  learnerId: string;
  answers: readonly JudgedAnswer[];
  /** When they were sent, by the clock of the sender, in milliseconds since 1970. */
  sentAt: number | null;
  /** When they came; null for now. */
  receivedAt: number | null;
  source: string | null;
}

/** For a call that brings states up to date. */
export const nothingHanded = (learnerId: string): Handed => ({
  learnerId,
  answers: [],
  sentAt: null,
  receivedAt: null,
  source: null,
});

/** Judges what was handed over by what is known: the entries to be added, each to the log of whom it was handed over for, and what is said of each answer. */
export function recording(
  head: Head,
  handed: readonly Handed[],
  settings: LearnerSettings,
  next = numbering(head),
): { entries: LogEntry[]; results: AnswerResult[][] } {
  const entries: LogEntry[] = [];
  const added = new Map<string, string>();
  const results = handed.map(({ learnerId, answers, sentAt, receivedAt, source }) =>
    answers.map((judged): AnswerResult => {
      if (!judged.answer) return invalid(judged);
      const { answer } = judged;
      const { event_id } = answer;
      const digest = digestOf(answer);
      const known = head.known.get(event_id)?.digests;
      const before = added.get(event_id);
      if (known?.has(digest) || before === digest) return { event_id, outcome: 'duplicate' };
      if (known || before !== undefined) return { event_id, outcome: 'conflict' };
      const time = correctedTime(Date.parse(answer.at), sentAt, receivedAt ?? head.now, settings);
      added.set(event_id, digest);
      entries.push(entryOf(answer, { learnerId, seq: next(learnerId), version: 1, digest, time, source }));
      return { event_id, outcome: time.quarantine ? 'quarantined' : 'recorded' };
    }),
  );
  return { entries, results };
}
