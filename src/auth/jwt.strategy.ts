import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { type Request } from 'express';
import { type KeyObject } from 'node:crypto';
import { Strategy } from 'passport-jwt';
import { Env } from '../config/env.js';
import { authorizations, shownToken, VerifiedTokens } from './verified-tokens.js';
import { authUserOf, type ClaimRules, claimRulesOf, type TokenHolder } from './token-claims.js';
import { readTokenHeader } from './token-form.js';
import { TokenKeys } from './token-keys.js';
import { TokenRejectedError } from './token-rejected.error.js';

/** Verifies bearer tokens: first their form, then signature, issuer, audience and times, then the other claims. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  private readonly rules: ClaimRules;

  constructor(
    env: Env,
    keys: TokenKeys,
    private readonly verified: VerifiedTokens,
  ) {
    super({
      passReqToCallback: true,
      jwtFromRequest: shownToken,
      secretOrKeyProvider: (request: Request, token: string, done) => {
        keyFor(keys, request, token).then(
          (key) => done(null, key as unknown as Buffer), // the types do not know that it may be a KeyObject
          (error: unknown) => done(error),
        );
      },
      algorithms: [...keys.algorithms],
      issuer: env.JWT_ISSUER,
      audience: env.JWT_AUDIENCE,
      jsonWebTokenOptions: { clockTolerance: env.JWT_LEEWAY },
    });
    this.rules = claimRulesOf(env);
  }

  validate(request: Request, claims: Record<string, unknown>): TokenHolder {
    const validUntil = new Date(((claims.exp as number) + this.rules.leeway) * 1000);
    const caller = { ...authUserOf(claims, this.rules), validUntil };
    this.verified.add(request, caller, claims.exp as number);
    return caller;
  }
}

async function keyFor(keys: TokenKeys, request: Request, token: string): Promise<KeyObject> {
  if (authorizations(request).length > 1) throw new TokenRejectedError('there is more than one Authorization header');
  return keys.keyFor(readTokenHeader(token));
}
