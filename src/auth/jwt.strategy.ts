import { Injectable, UnauthorizedException } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { isUUID } from 'class-validator';
import { createSecretKey } from 'node:crypto';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Env } from '../config/env.js';
import { type Caller } from './caller.js';
import { tokenSecret } from './token-secret.js';

/** Verifies bearer tokens: HS256, issuer, audience, an end (`exp`) and a UUID as subject. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(env: Env) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // A KeyObject: with the bare secret, every request would pay for importing the key. The types do not know it.
      secretOrKey: createSecretKey(tokenSecret(env)) as unknown as Buffer,
      algorithms: ['HS256'],
      issuer: env.JWT_ISSUER,
      audience: env.JWT_AUDIENCE,
    });
  }

  /** An unknown role is a plain user. */
  validate({ sub, exp, role }: Record<string, unknown>): Caller {
    if (!isUUID(sub, 'loose') || typeof exp !== 'number') throw new UnauthorizedException();
    return { userId: sub as string, role: role === 'admin' ? 'admin' : 'user' };
  }
}
