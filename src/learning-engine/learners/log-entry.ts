import { type AnswerContext, type FoldedAnswer, type ScopeKind } from '../authoring/fold.js';
import { canonicalJson, sha256 } from '../json/canonical-json.js';
import { type JsonObject, type JsonValue } from '../json/json.js';
import { compareTexts } from '../kit/order.js';
import { type Place } from '../kit/time-order.js';
import { type Answer } from './answer.js';
import { type SkillMap } from './sets/skill-map.js';
import { type DecisionKind } from './decision.js';

/** Why an answer is not folded until it is released. */
export type Quarantine = 'FUTURE' | 'TOO_OLD';

/** What a fold reads of an entry, under the names of the columns. */
export interface FoldedEntry {
  seq: number;
  event_id: string;
  /** Of the event: 1 for an answer, more for its corrections. */
  version: number;
  kind: 'answer' | 'void' | 'decision';
  /** In milliseconds since 1970. */
  at: number;
  sequence: number | null;
  quarantine: Quarantine | null;
  item_id: string | null;
  item_version: string | null;
  skill_ids: readonly string[];
  correct: boolean | null;
  score: number | null;
  rating: 1 | 2 | 3 | 4 | null;
  /** That was chosen. */
  option: string | null;
  option_count: number | null;
  guess: number | null;
  duration_ms: number | null;
  hints: number | null;
  attempt: number | null;
  context: AnswerContext | null;
  session_id: string | null;
  day_offset_minutes: number | null;
  decision: DecisionKind | null;
  scope_kind: ScopeKind | 'session' | null;
  scope_id: string | null;
  /** Of a decision, in milliseconds since 1970. */
  expires_at: number | null;
}

/** An entry of the log of a learner, as it is written. */
export interface LogEntry extends FoldedEntry {
  /** In whose log it is. */
  learner_id: string;
  given_at: number | null;
  sent_at: number | null;
  graded_by: 'correct' | 'score' | 'rating' | null;
  group_ids: readonly string[];
  bank_id: string | null;
  key_option: string | null;
  selection_id: string | null;
  source: string | null;
  /** What each projection with a prediction expected, by its id. */
  predicted: Record<string, number> | null;
  /** That was active then. For audit: states go by that of their projection. */
  calibration_id: string | null;
  decided: JsonValue | null;
  actor_id: string | null;
  actor_role: string | null;
  reason: string | null;
  /** SHA-256, in hexadecimal digits. */
  digest: string;
}

/** When an answer was given, by our clock. */
export type CorrectedTime = Pick<LogEntry, 'at' | 'given_at' | 'sent_at' | 'quarantine'>;

const sorted = (ids: readonly string[] = []): string[] => [...new Set(ids)].sort(compareTexts);

/** An answer in the one form that all ways to write it share: what tells whether two are the same. */
export function contentOf({ at, skill_ids, group_ids, context = 'practice', ...rest }: Readonly<Answer>): JsonObject {
  return {
    ...(rest as JsonObject),
    at: new Date(at).toISOString(),
    skill_ids: sorted(skill_ids),
    group_ids: sorted(group_ids),
    context,
  };
}

/** SHA-256 of the RFC 8785 form. */
export const digestOf = (answer: Readonly<Answer>): string => sha256(canonicalJson(contentOf(answer)));

const grade = ({ correct, score, rating }: Readonly<Answer>): Pick<LogEntry, 'correct' | 'graded_by'> => {
  if (correct !== undefined) return { correct, graded_by: 'correct' };
  if (score !== undefined) return { correct: score >= 0.5, graded_by: 'score' };
  return { correct: rating! >= 2, graded_by: 'rating' };
};

/** What is known of an entry beside the answer. */
export interface EntryFacts {
  /** In whose log it is. */
  learnerId: string;
  seq: number;
  version: number;
  digest: string;
  time: CorrectedTime;
  source: string | null;
}

/** The entry of an answer. */
export const entryOf = (
  answer: Readonly<Answer>,
  { learnerId, seq, version, digest, time, source }: EntryFacts,
): LogEntry => ({
  learner_id: learnerId,
  seq,
  event_id: answer.event_id,
  version,
  kind: 'answer',
  ...time,
  sequence: answer.sequence ?? null,
  item_id: answer.item_id ?? null,
  item_version: answer.item_version ?? null,
  skill_ids: sorted(answer.skill_ids),
  ...grade(answer),
  score: answer.score ?? null,
  rating: answer.rating ?? null,
  option: answer.option ?? null,
  option_count: answer.option_count ?? null,
  guess: answer.guess ?? null,
  duration_ms: answer.duration_ms ?? null,
  hints: answer.hints ?? null,
  attempt: answer.attempt ?? null,
  context: answer.context ?? 'practice',
  group_ids: sorted(answer.group_ids),
  bank_id: answer.bank_id ?? null,
  key_option: answer.key_option ?? null,
  selection_id: answer.selection_id ?? null,
  session_id: answer.session_id ?? null,
  day_offset_minutes: answer.day_offset_minutes ?? null,
  source,
  predicted: null,
  calibration_id: null,
  ...NO_DECISION,
  digest,
});

const NO_DECISION = {
  decision: null,
  scope_kind: null,
  scope_id: null,
  decided: null,
  expires_at: null,
  actor_id: null,
  actor_role: null,
  reason: null,
};

/** The digest of the withdrawal of an event. */
export const digestOfVoid = (eventId: string): string => sha256(canonicalJson({ event_id: eventId, void: true }));

/** The entry that withdraws an event. */
export const voidEntryOf = (
  eventId: string,
  { learnerId, seq, version, at }: Pick<EntryFacts, 'learnerId' | 'seq' | 'version'> & { at: number },
): LogEntry => ({
  ...entryOf(
    { event_id: eventId, at: new Date(at).toISOString(), correct: false },
    {
      learnerId,
      seq,
      version,
      digest: digestOfVoid(eventId),
      time: { at, given_at: null, sent_at: null, quarantine: null },
      source: null,
    },
  ),
  kind: 'void',
  correct: null,
  graded_by: null,
  context: null,
});

/** What is known of a decision. */
export interface DecisionFacts extends Pick<EntryFacts, 'learnerId' | 'seq' | 'digest'> {
  at: number;
  decision: DecisionKind;
  scope: { kind: ScopeKind | 'session'; id: string };
  expiresAt: number | null;
  actorId: string | null;
  role: string | null;
  reason: string;
}

/** The entry of a decision. */
export const decisionEntryOf = (
  eventId: string,
  { learnerId, seq, at, digest, decision, scope, expiresAt, actorId, role, reason }: DecisionFacts,
): LogEntry => ({
  ...voidEntryOf(eventId, { learnerId, seq, version: 1, at }),
  ...{ kind: 'decision', digest, decision, scope_kind: scope.kind, scope_id: scope.id, expires_at: expiresAt },
  ...{ actor_id: actorId, actor_role: role, reason },
});

/** An answer that counts, with its place in time and as a fold sees it. */
export interface CountedAnswer<Entry extends FoldedEntry = FoldedEntry> extends Place {
  entry: Entry;
  answer: FoldedAnswer;
}

/**
 * @param entry of an answer
 * @param skillMap what it says of the item counts in place of what was recorded
 */
export function countedAnswer<Entry extends FoldedEntry>(entry: Entry, skillMap?: SkillMap): CountedAnswer<Entry> {
  const mapped = entry.item_id === null ? undefined : skillMap?.(entry.item_id, entry.item_version);
  return {
    instant: entry.at,
    sequence: entry.sequence,
    id: entry.event_id,
    entry,
    answer: {
      event_id: entry.event_id,
      at: new Date(entry.at).toISOString(),
      sequence: entry.sequence,
      item_id: entry.item_id,
      // Without a map, the skills of a question have the same share.
      skills: mapped?.skills ?? entry.skill_ids.map((skill_id, _, all) => ({ skill_id, weight: 1 / all.length })),
      ...gradeBy(entry, mapped?.key_option ?? null),
      option_count: entry.option_count,
      guess: entry.guess,
      duration_ms: entry.duration_ms,
      hints: entry.hints,
      attempt: entry.attempt,
      context: entry.context!,
      day_offset_minutes: entry.day_offset_minutes,
    },
  };
}

/** By another key than the answer was graded by, its score and rating say nothing any more. */
function gradeBy(
  { option, correct, score, rating }: FoldedEntry,
  key: string | null,
): Pick<FoldedAnswer, 'correct' | 'score' | 'rating'> {
  const isRight = option === null || key === null ? correct! : option === key;
  return isRight === correct ? { correct, score, rating } : { correct: isRight, score: null, rating: null };
}

/** Whether an entry is an answer that counts, unless a later version of its event takes its place. */
export const counts = ({ kind, quarantine }: FoldedEntry): boolean => kind === 'answer' && quarantine === null;
