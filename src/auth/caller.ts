export const roles = ['user', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Who makes a request, as the verified token says. */
export interface Caller {
  /** The token's `sub`, a UUID. */
  userId: string;
  role: Role;
}
