/** State of an algorithm version. At most one version of a key is ACTIVE. */
export const AlgoStatus = {
  /** Live: what `resolveActive` answers. */
  ACTIVE: 'ACTIVE',
  /** Was active before; kept because runs refer to it, and can be activated again. */
  DEPRECATED: 'DEPRECATED',
  /** Not active yet. */
  EXPERIMENTAL: 'EXPERIMENTAL',
} as const;

export type AlgoStatus = (typeof AlgoStatus)[keyof typeof AlgoStatus];
