import { type ScopeKind } from '../../authoring/fold.js';
import { type DecisionKind } from '../decision.js';
import { type StatesOf } from '../learner-state.service.js';
import { stateOf, type StateJson } from '../learner-heads.js';
import { type Projection } from '../live-projections.js';
import { type Selection } from '../next-items.js';

/** How well a skill is known. */
export interface SkillMastery {
  skill_id: string;
  /** As of the moment of the page, where the version says so; else as of the last answer. */
  value: number | null;
  /** How sure that is: the interval, where the version says it. */
  low: number | null;
  high: number | null;
  /** Where the version says it. */
  mastered: boolean | null;
  answers: number;
  /** When the last of them was given, UTC in ISO 8601. */
  last_at: string;
}

/** An answer that counts, as it was corrected last. */
export interface RecentAnswer {
  event_id: string;
  at: string;
  item_id: string | null;
  skill_ids: string[];
  correct: boolean;
  score: number | null;
  rating: number | null;
  context: string;
  corrected: boolean;
}

/** A decision that was neither lifted nor has expired. */
export interface OpenDecision {
  id: string;
  kind: DecisionKind;
  scope: { kind: ScopeKind | 'session'; id: string };
  at: string;
  expires_at: string | null;
  reason: string;
  role: string | null;
  actor_user_id: string | null;
}

/** What a dashboard shows of a learner, as of one moment. */
export interface LearnerPage {
  learnerId: string;
  /** Null while nothing of them was recorded. */
  revision: number | null;
  asOf: Date;
  /** Of the days: the time zone, or else minutes from UTC. */
  timeZone: string | null;
  dayOffsetMinutes: number;
  /** Whether all that was recorded is taken into account. */
  isFresh: boolean;
  /** By skill, at most 200; null where the active version of `mastery` keeps no states. */
  mastery: (StatesOf & { skills: SkillMastery[]; hasMore: boolean }) | null;
  /** Null where the active version of `revision` keeps no states. */
  due: (StatesOf & { now: number; days: { date: string; count: number }[] }) | null;
  /** Recorded last, the newest first, at most 20. */
  answers: RecentAnswer[];
  /** What was chosen since the learner changed last; null where it has to be asked for. */
  next: Selection | null;
  /** The newest first, at most 50. */
  decisions: OpenDecision[];
  hasMoreDecisions: boolean;
  /** Why something is not there, and what to do about it. */
  hints: string[];
}

/** A skill as it is known at an instant. */
export function skillOf(
  row: StateJson,
  self: StateJson | null,
  { fold, params }: Projection,
  at: string,
): SkillMastery {
  const { scope, state, value, answers, through } = stateOf(row);
  const { mastered } = state;
  const known = fold.knownAt?.(state, self && stateOf(self).state, params, at);
  return {
    skill_id: scope.id,
    ...(known ?? { value, low: null, high: null, mastered: typeof mastered === 'boolean' ? mastered : null }),
    ...{ answers, last_at: new Date(through.instant).toISOString() },
  };
}
