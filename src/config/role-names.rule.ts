import { type Role } from 'learning-engine/http';
import { ClaimPathError, claimPathOf } from './claim-path.js';

/** A list of its own: the door of the routes would load them all before the environment is checked. */
export const ROLES = Object.keys({ user: 0, reader: 0, service: 0, admin: 0 } satisfies Record<Role, 0>) as Role[];

/** What is wrong with the place of the role in a token. */
export function roleClaimProblem(path: string | undefined): string | undefined {
  try {
    if (path !== undefined) claimPathOf(path);
    return undefined;
  } catch (error) {
    if (error instanceof ClaimPathError) return error.message;
    throw error;
  }
}

/** A name of a provider may have an = in it, a role has none. */
const ASSIGNMENT = /^(.+)=([a-z]+)$/s;

/** What is wrong with a list of names that a provider has for roles. */
export function roleNamesProblem(names: readonly string[]): string | undefined {
  const pairs = names.map((text) => ASSIGNMENT.exec(text) ?? []);
  if (!pairs.every(([, , role]) => ROLES.includes(role as Role))) {
    return `must be names of the provider with their roles, such as learning-admins=admin, and a role is one of ${ROLES.join(', ')}`;
  }
  return new Set(pairs.map(([, name]) => name)).size < pairs.length ? 'must have each name once' : undefined;
}

/** The roles by the names that the provider has for them. Where some are given, others mean nothing. */
export const roleNamesOf = (names: readonly string[]): ReadonlyMap<string, Role> =>
  names.length === 0
    ? new Map(ROLES.map((role) => [role, role]))
    : new Map(names.map((text) => ASSIGNMENT.exec(text)!).map(([, name, role]) => [name!, role as Role]));
