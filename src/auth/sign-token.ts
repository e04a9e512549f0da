import { JwtService } from '@nestjs/jwt';
import { type Env } from '../config/env.js';
import { type AuthUser } from 'learning-engine/http';
import { tokenSecret } from './token-secret.js';

/** A token that the service with this environment accepts, for `seconds` from now. */
export const signToken = (env: Env, { userId, role, groupIds }: AuthUser, seconds: number): string =>
  new JwtService().sign(
    { role, ...(groupIds && { group_ids: groupIds }) },
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
