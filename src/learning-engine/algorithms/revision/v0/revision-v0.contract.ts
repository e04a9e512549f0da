/** One learner's items. Times are ISO-8601, UTC. */
export interface RevisionV0Input {
  now: string;
  items: { item_id: string; reviews: number; last_reviewed_at: string | null }[];
}

export interface RevisionV0Output {
  /** By due time. */
  schedule: { item_id: string; due_at: string; interval_days: number }[];
}
