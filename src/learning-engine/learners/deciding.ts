import { type FoldScope } from '../authoring/fold.js';
import { canonicalJson, sha256 } from '../json/canonical-json.js';
import { type JudgedDecision } from './decision.js';
import { type PlacedReset } from './folding.js';
import { type Head, numbering } from './learner-heads.js';
import { scopeName } from './learner-state.js';
import { decisionEntryOf, type FoldedEntry, type LogEntry } from './log-entry.js';

/** What a person decides. */
export interface Deciding {
  /** About whom. */
  learnerId: string;
  /** Of the entry. */
  id: string;
  decision: JudgedDecision;
  actorId: string | null;
  role: string | null;
  reason: string;
  /** The revision of the learner that the person has seen; null for any. */
  expectedRevision: number | null;
}

/** Why a decision is not recorded. */
export type Undecided = 'changed' | 'ahead' | 'expired';

/** The entry of a decision. */
export function deciding(
  head: Head,
  { learnerId, id, decision, expectedRevision, actorId, role, reason }: Deciding,
): { entries: LogEntry[]; results: [] } | Undecided {
  const { kind, scope, expiresAt } = decision;
  const now = Math.round(head.now);
  const at = decision.at ?? now;
  if (expectedRevision !== null && expectedRevision !== head.revision) return 'changed';
  if (at > now) return 'ahead';
  if (expiresAt !== null && expiresAt <= now) return 'expired';
  const digest = sha256(canonicalJson({ decision: kind, scope, at, expires_at: expiresAt }));
  const place = { learnerId, seq: numbering(head)(learnerId), at };
  const facts = { ...place, decision: kind, scope, expiresAt, digest, actorId, role, reason };
  return { entries: [decisionEntryOf(id, facts)], results: [] };
}

/** After all answers of its instant. */
const LAST = Number.MAX_SAFE_INTEGER;

/** The resets among the last versions of events. */
export const resetsOf = (entries: readonly FoldedEntry[]): PlacedReset[] =>
  entries.flatMap(({ decision, scope_kind, scope_id, at, event_id }) =>
    decision === 'reset'
      ? [{ instant: at, sequence: LAST, id: event_id, reset: { kind: scope_kind as FoldScope['kind'], id: scope_id! } }]
      : [],
  );

/** The sessions whose answers do not count. */
export const excludedSessions = (entries: readonly FoldedEntry[]): ReadonlySet<string | null> =>
  new Set(entries.flatMap(({ decision, scope_id }) => (decision === 'exclude_session' ? [scope_id] : [])));

/** Whether a decision changes states. */
export const changesStates = ({ decision }: FoldedEntry): boolean =>
  decision === 'reset' || decision === 'exclude_session';

/** The names of the scopes that are kept from what comes next, from the last versions of events. */
export const withheld = (entries: readonly FoldedEntry[], now: number): ReadonlySet<string> =>
  new Set(
    entries.flatMap(({ decision, scope_kind, scope_id, expires_at }) =>
      (decision === 'exempt' || decision === 'suspend') && (expires_at === null || expires_at > now)
        ? [scopeName({ kind: scope_kind as FoldScope['kind'], id: scope_id! })]
        : [],
    ),
  );
