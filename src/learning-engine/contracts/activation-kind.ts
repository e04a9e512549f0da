/** What an entry of the activation log did. */
export const ActivationKind = {
  /** Made a version active, with a parameter set of it. */
  ACTIVATE: 'activate',
  /** Made another parameter set of the active version active. */
  PARAMS: 'params',
  /** Made the pair before active again. */
  ROLLBACK: 'rollback',
  /** Made the pair of an earlier entry active again. */
  RESTORE: 'restore',
  /** Left the key without an active version. */
  RETIRE: 'retire',
} as const;

export type ActivationKind = (typeof ActivationKind)[keyof typeof ActivationKind];
