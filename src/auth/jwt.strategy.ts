import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { type Request } from 'express';
import { type KeyObject } from 'node:crypto';
import { Strategy } from 'passport-jwt';
import { Env } from '../config/env.js';
import { type AuthUser } from 'learning-engine/http';
import { authorizations, shownToken, VerifiedTokens } from './verified-tokens.js';
import { authUserOf, type TimeRules } from './token-claims.js';
import { readTokenHeader } from './token-form.js';
import { TokenKeys } from './token-keys.js';
import { TokenRejectedError } from './token-rejected.error.js';

/** Verifies bearer tokens: first their form, then signature, issuer, audience and times, then the other claims. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  private readonly times: TimeRules;

  constructor(
    env: Env,
    keys: TokenKeys,
    private readonly verified: VerifiedTokens,
  ) {
    super({
      passReqToCallback: true,
      jwtFromRequest: shownToken,
      secretOrKeyProvider: (request: Request, token: string, done) => {
        const [error, key] = outcomeOf(() => keyFor(keys, request, token));
        done(error, key as unknown as Buffer); // the types do not know that it may be a KeyObject
      },
      algorithms: keys.algorithms,
      issuer: env.JWT_ISSUER,
      audience: env.JWT_AUDIENCE,
      jsonWebTokenOptions: { clockTolerance: env.JWT_LEEWAY },
    });
    this.times = { maxLifetime: env.JWT_MAX_LIFETIME, leeway: env.JWT_LEEWAY };
  }

  validate(request: Request, claims: Record<string, unknown>): AuthUser {
    const caller = authUserOf(claims, this.times);
    this.verified.add(request, caller, claims.exp as number);
    return caller;
  }
}

function outcomeOf<T>(work: () => T): [unknown] | [null, T] {
  try {
    return [null, work()];
  } catch (error) {
    return [error];
  }
}

function keyFor(keys: TokenKeys, request: Request, token: string): KeyObject {
  if (authorizations(request).length > 1) throw new TokenRejectedError('there is more than one Authorization header');
  return keys.keyFor(readTokenHeader(token));
}
