/** State of an algorithm version. At most one version of a key is ACTIVE, and that one is live. */
export const AlgoStatus = {
  /** Live: what `resolveActive` answers. */
  ACTIVE: 'ACTIVE',
  /** Was live before; kept because runs refer to it, and can be activated again. */
  DEPRECATED: 'DEPRECATED',
  /** Not live yet. */
  EXPERIMENTAL: 'EXPERIMENTAL',
} as const;

export type AlgoStatus = (typeof AlgoStatus)[keyof typeof AlgoStatus];
