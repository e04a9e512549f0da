/** Why a shadow computes no more. */
export const ShadowEnd = {
  /** It has run as often as it may. */
  BUDGET: 'budget',
  /** Its date has come. */
  DATE: 'date',
  /** Another pair became active, or the same one anew. */
  ACTIVATION: 'activation',
  /** It was ended. */
  ENDED: 'ended',
} as const;
export type ShadowEnd = (typeof ShadowEnd)[keyof typeof ShadowEnd];

/** A challenger beside the pair that was active when it was started. */
export interface Shadow {
  id: string;
  algoKey: string;
  version: string;
  paramsId: string;
  /** What it is compared with. */
  active: { version: string; paramsId: string; activationId: string };
  /** Share of the live runs that are drawn, above 0 up to 100. */
  percent: number;
  /** How many runs it may have, in all processes together. */
  budget: number;
  until: Date;
  actorUserId: string | null;
  reason: string;
  startedAt: Date;
  /** When it computed no more; null while it does. */
  endedAt: Date | null;
  endedBy: ShadowEnd | null;
  /** By whom and why it was ended, if it was. */
  endedByUserId: string | null;
  endReason: string | null;
  runs: ShadowRuns;
}

/** How a shadow fares. */
export interface ShadowRuns {
  /** That were begun. */
  started: number;
  succeeded: number;
  failed: number;
  /** Failed runs by their code. */
  failures: Record<string, number>;
  /** Drawn, and not computed because too many waited in a process. */
  dropped: number;
}

/** Durations of runs from start to end by the clock of the database, in milliseconds; null without runs. */
export interface ShadowDurations {
  p50Ms: number | null;
  p95Ms: number | null;
}

/** How a shadow compares with the runs beside which it computed. */
export interface ShadowComparison {
  /** Of the live runs, and of those of the shadow that succeeded. */
  durations: { active: ShadowDurations; candidate: ShadowDurations };
  /** Share of the runs that succeeded whose recorded output is the same, 0 to 1; null without such runs. */
  equal: number | null;
  /**
   * Of the outputs that differ in numbers alone: the largest relative difference in each, |a - b| / max(|a|, |b|), 0 to 2. Outputs of which
   * a digest was recorded do not count.
   */
  difference: { runs: number; median: number | null; largest: number | null };
}
