/** What one caller may have computed, on each instance; 0 for any number. */
export interface ComputationSettings {
  /** How many computations of a user may be in flight. */
  perUser: number;
  /** How many computations with bodies of 8 KiB or more of a caller with the role service or admin may be in flight. */
  perService: number;
  /** KiB that a user may have computed per minute: those of bodies and answers, and 16 for each computation. */
  kibPerMinute: number;
  /** KiB of bodies and answers that a caller with the role service or admin may have computed per minute. */
  kibPerMinutePerService: number;
}

export const defaultComputationSettings: Readonly<ComputationSettings> = {
  perUser: 2,
  perService: 16,
  kibPerMinute: 8192,
  kibPerMinutePerService: 65_536,
};

/** The largest body is 1 MiB: with less, some request would be rejected for ever. */
export const LEAST_KIB_PER_MINUTE = 2048;
