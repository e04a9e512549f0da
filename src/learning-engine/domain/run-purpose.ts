/** What a run is for. */
export const RunPurpose = {
  /** Its output is for the caller. The default. */
  LIVE: 'live',
  /** What another version makes of the input of a live run: its output is for the comparison alone. */
  SHADOW: 'shadow',
  /** A run that was computed again, by a host that records it. */
  VERIFY: 'verify',
} as const;

export type RunPurpose = (typeof RunPurpose)[keyof typeof RunPurpose];
