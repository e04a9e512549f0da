import { isUuid } from 'learning-engine';
import { type AuthUser, roles } from 'learning-engine/http';
import { TokenRejectedError } from './token-rejected.error.js';

/** What a token may say about times, in seconds. */
export interface TimeRules {
  maxLifetime: number;
  leeway: number;
}

/**
 * Who a token speaks of. Checks what the JWT library leaves open: it knows whether a token has expired and who issued it
 * for whom. An unknown role is a plain user; the claim group_ids is heeded of readers alone; one person is one user id, in whatever case it is written.
 *
 * @throws TokenRejectedError
 */
export function authUserOf(claims: Record<string, unknown>, { maxLifetime, leeway }: TimeRules): AuthUser {
  const { sub, exp, nbf, iat, role } = claims;
  const now = Date.now() / 1000;
  if (!isTime(exp)) throw new TokenRejectedError('it has no exp that is a finite number');
  if (nbf !== undefined && !isTime(nbf)) throw new TokenRejectedError('its nbf is not a finite number');
  if (iat !== undefined && !isTime(iat)) throw new TokenRejectedError('its iat is not a finite number');
  if (iat !== undefined && iat > now + leeway) throw new TokenRejectedError('its iat is in the future');
  if (exp > now + leeway + maxLifetime || (iat !== undefined && exp > iat + maxLifetime)) {
    throw new TokenRejectedError('it lives longer than a token may');
  }
  if (!isUuid(sub)) throw new TokenRejectedError('its sub is not a UUID');
  const caller = { userId: sub.toLowerCase(), role: roles.find((one) => one === role) ?? 'user' };
  const { group_ids } = claims;
  return caller.role === 'reader' && group_ids !== undefined ? { ...caller, groupIds: groupsOf(group_ids) } : caller;
}

/** @throws TokenRejectedError */
function groupsOf(claim: unknown): readonly string[] {
  if (Array.isArray(claim) && claim.every(isGroupId)) return claim;
  throw new TokenRejectedError('its group_ids is not a list of texts of 1 to 200 characters');
}

const isGroupId = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\0\p{Surrogate}]{1,200}$/su.test(value);

const isTime = (value: unknown): value is number => Number.isFinite(value);
