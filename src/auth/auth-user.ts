/**
 * The roles of callers: learners and other users, for themselves; readers of groups; services of the platform, which compute
 * and open sessions for everyone; administrators, who change the registry and see all runs.
 */
export const roles = ['user', 'reader', 'service', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Who makes a request, as the verified token says. */
export interface AuthUser {
  /** The token's `sub`, a UUID. */
  userId: string;
  role: Role;
}

/** Whether the caller may act for other users, and say for what reason something is computed. */
export const actsForOthers = ({ role }: AuthUser): boolean => role === 'service' || role === 'admin';
