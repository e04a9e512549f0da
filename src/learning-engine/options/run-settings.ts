/** How runs are recorded, and when one that gives no sign of life counts as abandoned. */
export interface RunSettings {
  /** How long a run stays RUNNING without a heartbeat, in seconds. Default 60, at most 1e9. */
  leaseSeconds: number;
  /** How often stale runs are looked for, in seconds. Default 15, at most 2,147,483 (24 days). */
  sweepSeconds: number;
  /**
   * Whether this process looks for stale runs, and for failed ones to tell of, by itself. Default true. Without it, call
   * `RunsService.reapStaleRuns` and `tellFailures`.
   */
  reaper: boolean;
  /** Connections for the record of runs, beside those of the host's DataSource. Default 2. */
  poolSize: number;
}

/** A timer takes 2^31 - 1 ms, and fires at once for more; an instant in 31 years is one in every calendar. */
export const largestRunSettings = { leaseSeconds: 1e9, sweepSeconds: 2_147_483 } satisfies Partial<RunSettings>;

export const defaultRunSettings: Readonly<RunSettings> = {
  leaseSeconds: 60,
  sweepSeconds: 15,
  reaper: true,
  poolSize: 2,
};
