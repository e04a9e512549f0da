import { JwtService } from '@nestjs/jwt';
import { claimPathOf, claimsWith } from '../config/claim-path.js';
import { type Env } from '../config/env.js';
import { isProduction } from '../config/is-production.js';
import { roleNamesOf } from '../config/role-names.rule.js';
import { type Role } from 'learning-engine/http';
import { hasPublicKeys } from '../config/token-keys.rule.js';
import { type TokenHolder } from './token-claims.js';
import { tokenSecret } from './token-secret.js';

/** Whether tokens of a role can be made here: those of production, and those of a private key, come from elsewhere. */
export const canSign = (env: Env, role: Role): boolean =>
  !isProduction(env) && !hasPublicKeys(env) && (role === 'user' || nameOf(role, env) !== undefined);

/**
 * A token that the service with this environment accepts, for `seconds` from now.
 *
 * @throws Error when `JWT_ROLE_NAMES` has no name for the role
 */
export function signToken(env: Env, { userId, role, groupIds, tenant }: TokenHolder, seconds: number): string {
  const name = nameOf(role, env);
  if (name === undefined && role !== 'user') throw new Error(`JWT_ROLE_NAMES has no name for the role ${role}`);
  return new JwtService().sign(
    {
      ...claimsWith(claimPathOf(env.JWT_ROLE_CLAIM ?? 'role'), name),
      ...(tenant !== undefined && claimsWith(claimPathOf(env.JWT_TENANT_CLAIM ?? 'tenant'), tenant)),
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
}

/** What tokens call a role; undefined where they have no name for it. */
const nameOf = (role: string, { JWT_ROLE_NAMES }: Env): string | undefined =>
  JWT_ROLE_NAMES.length === 0 ? role : [...roleNamesOf(JWT_ROLE_NAMES)].find(([, known]) => known === role)?.[0];
