import { isUuid } from 'learning-engine';
import { type AuthUser, type Role, roles } from 'learning-engine/http';
import { learnerOf } from 'learning-engine/learners';
import { claimAt, type ClaimPath, claimPathOf } from '../config/claim-path.js';
import { type Env } from '../config/env.js';
import { roleNamesOf } from '../config/role-names.rule.js';
import { TokenRejectedError } from './token-rejected.error.js';

/** How the claims of tokens are read. Times are seconds. */
export interface ClaimRules {
  maxLifetime: number;
  leeway: number;
  /** Where the role, or a list of roles, is; undefined: the claim `role` is one. */
  rolePath?: ClaimPath;
  /** By the names that the provider has for them. */
  roleNames: ReadonlyMap<string, Role>;
  /** The system whose ids of persons the subjects are; undefined where these are ours. */
  subjectSource?: string;
  /** Where the name of the tenant is; undefined where there are none. */
  tenantPath?: ClaimPath;
}

/** Who holds a token. */
export interface TokenHolder extends AuthUser {
  /** The tenant that the token names, known here or not. */
  tenant?: string;
}

export const claimRulesOf = (env: Env): ClaimRules => ({
  maxLifetime: env.JWT_MAX_LIFETIME,
  leeway: env.JWT_LEEWAY,
  rolePath: env.JWT_ROLE_CLAIM === undefined ? undefined : claimPathOf(env.JWT_ROLE_CLAIM),
  roleNames: roleNamesOf(env.JWT_ROLE_NAMES),
  subjectSource: env.JWT_SUBJECT_SOURCE,
  tenantPath: env.TENANTS ? claimPathOf(env.JWT_TENANT_CLAIM ?? 'tenant') : undefined,
});

/**
 * Who a token speaks of. Checks what the JWT library leaves open: it knows whether a token has expired and who issued it
 * for whom. The claim group_ids is heeded of readers alone.
 *
 * @throws TokenRejectedError
 */
export function authUserOf(claims: Record<string, unknown>, rules: ClaimRules): TokenHolder {
  checkTimes(claims, rules);
  const caller = { userId: userIdOf(claims.sub, rules), role: roleOf(claims, rules), ...tenantOf(claims, rules) };
  const { group_ids } = claims;
  return caller.role === 'reader' && group_ids !== undefined ? { ...caller, groupIds: groupsOf(group_ids) } : caller;
}

/** @throws TokenRejectedError */
function checkTimes({ exp, nbf, iat }: Record<string, unknown>, { maxLifetime, leeway }: ClaimRules): void {
  const now = Date.now() / 1000;
  if (!isTime(exp)) throw new TokenRejectedError('it has no exp that is a finite number');
  if (nbf !== undefined && !isTime(nbf)) throw new TokenRejectedError('its nbf is not a finite number');
  if (iat !== undefined && !isTime(iat)) throw new TokenRejectedError('its iat is not a finite number');
  if (iat !== undefined && iat > now + leeway) throw new TokenRejectedError('its iat is in the future');
  if (exp > now + leeway + maxLifetime || (iat !== undefined && exp > iat + maxLifetime)) {
    throw new TokenRejectedError('it lives longer than a token may');
  }
}

/**
 * One person is one user id, in whatever case it is written. A subject of another system becomes the id that its answers are
 * imported under: a UUID of version 5. A person who has such a UUID as their name there could be taken for another.
 *
 * @throws TokenRejectedError
 */
function userIdOf(sub: unknown, { subjectSource }: ClaimRules): string {
  if (subjectSource === undefined) {
    if (isUuid(sub)) return sub.toLowerCase();
    throw new TokenRejectedError('its sub is not a UUID');
  }
  if (!isName(sub)) throw new TokenRejectedError('its sub is not a text of 1 to 200 characters');
  if (UUID_V5.test(sub))
    throw new TokenRejectedError('its sub is a UUID of version 5, as those that are made of names');
  return learnerOf(subjectSource, sub).id;
}

const UUID_V5 = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The role that may do most. A token without a known one is that of a plain user. */
function roleOf(claims: Record<string, unknown>, { rolePath, roleNames }: ClaimRules): Role {
  const given = rolePath ? [claimAt(claims, rolePath)].flat() : [claims.role];
  const theirs = given.map((name) => (typeof name === 'string' ? roleNames.get(name) : undefined));
  return roles.findLast((role) => theirs.includes(role)) ?? 'user';
}

/** A list of names is none: the token would say of two schools that it is about each. */
function tenantOf(claims: Record<string, unknown>, { tenantPath }: ClaimRules): { tenant?: string } {
  const tenant = tenantPath && claimAt(claims, tenantPath);
  return typeof tenant === 'string' ? { tenant } : {};
}

/** @throws TokenRejectedError */
function groupsOf(claim: unknown): readonly string[] {
  if (Array.isArray(claim) && claim.every(isName)) return claim;
  throw new TokenRejectedError('its group_ids is not a list of texts of 1 to 200 characters');
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\0\p{Surrogate}]{1,200}$/su.test(value);

const isTime = (value: unknown): value is number => Number.isFinite(value);
