import { type ChangeOptions } from '../../database/retry/in-transaction.js';

/** Two accounts that are one person, since when and why. */
export interface LearnerMerge {
  id: string;
  /** Who was merged: requests for them are answered for the other one. */
  learnerId: string;
  /** Into whom. */
  intoId: string;
  /** Events that both had, alike: they count once. */
  duplicates: number;
  /** Events that both had with other content: that of `intoId` counts, and the other one stays in its log. */
  conflicts: number;
  actorUserId: string | null;
  reason: string;
  mergedAt: Date;
  /** Null while it holds. */
  undoneAt: Date | null;
  undoneByUserId: string | null;
  undoneReason: string | null;
}

/** A merge that was just made. */
export interface MadeMerge extends LearnerMerge {
  /** The first 100 events that were in conflict, by their ids. */
  conflictingEventIds: readonly string[];
}

/** Who merges learners, or undoes it, and why. */
export interface MergeOptions<Result extends LearnerMerge = LearnerMerge> extends ChangeOptions<Result> {
  /** At most 1,000 characters that show as they are. */
  reason: string;
  actorUserId?: string | null;
}
