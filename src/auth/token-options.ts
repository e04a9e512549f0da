import { isUUID } from 'class-validator';
import { secondsOf } from '../config/duration.js';
import { ROLES } from '../config/role-names.rule.js';
import { type Role } from 'learning-engine/http';
import { type TokenHolder } from './token-claims.js';

/** Subject of tokens made without --sub, so that one developer is one user. */
export const DEVELOPER = '00000000-0000-4000-8000-000000000001';

/** The options of the token command, as they are given. */
export type TokenOptions = Partial<Record<'role' | 'sub' | 'ttl' | 'groups' | 'tenant', string>>;

/**
 * Reads the options of the token command.
 *
 * @param maxSeconds how long a token may live
 * @throws Error that names the option and what it must be
 */
export function parseTokenOptions(
  { role = 'user', sub = DEVELOPER, ttl = '1h', groups, tenant }: TokenOptions,
  maxSeconds: number,
): { caller: TokenHolder; seconds: number } {
  if (!ROLES.includes(role as Role)) throw new Error(`--role must be one of ${ROLES.join(', ')}`);
  if (!isUUID(sub, 'loose')) throw new Error('--sub must be a UUID');
  if (groups !== undefined && role !== 'reader') throw new Error('--groups is for --role reader');
  const groupIds = groups?.split(',').map((id) => id.trim());
  if (groupIds?.some((id) => id.length < 1 || id.length > 200)) {
    throw new Error('--groups must be ids of 1 to 200 characters, such as 7a,7b');
  }
  const seconds = secondsOf(ttl);
  if (!seconds) throw new Error('--ttl must be a number with a unit, such as 90s, 15m or 1h');
  if (seconds > maxSeconds) {
    throw new Error(
      `--ttl must be at most ${maxSeconds}s: the service rejects tokens with a longer lifetime than JWT_MAX_LIFETIME`,
    );
  }
  const given = { ...(groupIds && { groupIds }), ...(tenant !== undefined && { tenant }) };
  return { caller: { role: role as Role, userId: sub, ...given }, seconds };
}
