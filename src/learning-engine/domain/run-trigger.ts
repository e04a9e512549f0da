/** What made a run happen. */
export const RunTrigger = {
  /** A person asked for it. The default. */
  MANUAL: 'manual',
  /** A learner submitted a test session. */
  SUBMIT: 'submit',
  /** The nightly batch. */
  NIGHTLY: 'nightly',
  /** Another scheduled job. */
  CRON: 'cron',
  /** A call from another system. */
  API: 'api',
} as const;

export type RunTrigger = (typeof RunTrigger)[keyof typeof RunTrigger];
