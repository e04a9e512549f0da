/** State of an algorithm version. At most one version of a key is ACTIVE. */
export const AlgoStatus = {
  /** Active: what `resolveActive` returns. */
  ACTIVE: 'ACTIVE',
  /** Was active before; kept because runs refer to it, and can be activated again. */
  DEPRECATED: 'DEPRECATED',
  /** Not active yet. */
  EXPERIMENTAL: 'EXPERIMENTAL',
} as const;

export type AlgoStatus = (typeof AlgoStatus)[keyof typeof AlgoStatus];
