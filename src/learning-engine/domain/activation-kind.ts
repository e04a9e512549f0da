/** How an entry of the activation log was made. */
export const ActivationKind = {
  /** A version was activated, together with its parameter set. */
  ACTIVATE: 'activate',
  /** A parameter set of the active version was activated. */
  PARAMS: 'params',
  /** The pair that was active before was made active again. */
  ROLLBACK: 'rollback',
  /** The pair of a named entry or moment was made active again. */
  RESTORE: 'restore',
  /** The key has no active version any more. */
  RETIRE: 'retire',
} as const;
export type ActivationKind = (typeof ActivationKind)[keyof typeof ActivationKind];
