import { JwtService } from '@nestjs/jwt';
import { claimPathOf, claimsWith } from '../config/claim-path.js';
import { type Env } from '../config/env.js';
import { roleNamesOf } from '../config/role-names.rule.js';
import { type AuthUser } from 'learning-engine/http';
import { tokenSecret } from './token-secret.js';

/**
 * A token that the service with this environment accepts, for `seconds` from now.
 *
 * @throws Error when `JWT_ROLE_NAMES` has no name for the role
 */
export const signToken = (env: Env, { userId, role, groupIds }: AuthUser, seconds: number): string =>
  new JwtService().sign(
    {
      ...claimsWith(claimPathOf(env.JWT_ROLE_CLAIM ?? 'role'), nameOf(role, env)),
      ...(groupIds && { group_ids: groupIds }),
    },
    {
      algorithm: 'HS256',
      secret: tokenSecret(env),
      subject: userId,
      issuer: env.JWT_ISSUER,
      audience: env.JWT_AUDIENCE,
      expiresIn: seconds,
      ...(env.JWT_KEY_ID !== undefined && { keyid: env.JWT_KEY_ID }),
    },
  );

function nameOf(role: string, { JWT_ROLE_NAMES }: Env): string {
  if (JWT_ROLE_NAMES.length === 0) return role; // one that is unknown, too
  const found = [...roleNamesOf(JWT_ROLE_NAMES)].find(([, known]) => known === role);
  if (!found && role !== 'user') throw new Error(`JWT_ROLE_NAMES has no name for the role ${role}`);
  return found?.[0] ?? role;
}
