/** State of a run. RUNNING becomes SUCCESS or FAILED once; both are final. */
export const RunStatus = {
  RUNNING: 'RUNNING',
  SUCCESS: 'SUCCESS',
  FAILED: 'FAILED',
} as const;

export type RunStatus = (typeof RunStatus)[keyof typeof RunStatus];
