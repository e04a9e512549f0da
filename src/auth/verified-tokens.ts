import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { Env } from '../config/env.js';
import { tellOfRequest } from '../logging/request-context.js';
import { type AuthUser } from './auth-user.js';
import { authorizations, shownToken } from './shown-token.js';

interface Verified {
  caller: AuthUser;
  /** In seconds, as the token says it. */
  expiresAt: number;
}

const MOST = 10_000;

/**
 * Remembers the tokens that were verified until they expire: clients send the same one again and again, and the same text
 * under the same keys says the same. Nothing that was refused is kept, so strangers cannot fill it, and no token is kept twice,
 * however it is written in the header.
 */
@Injectable()
export class VerifiedTokens {
  private readonly verified = new Map<string, Verified>();
  private readonly leeway: number;

  constructor({ JWT_LEEWAY }: Env) {
    this.leeway = JWT_LEEWAY;
  }

  /** @returns undefined when the token of the request is still to be verified */
  authUserOf(request: Pick<Request, 'rawHeaders'>): AuthUser | undefined {
    const token = authorizations(request).length === 1 ? shownToken(request) : null;
    if (token === null) return undefined;
    const known = this.verified.get(token);
    if (known === undefined) return undefined;
    if (Date.now() / 1000 >= known.expiresAt + this.leeway) {
      this.verified.delete(token);
      return undefined;
    }
    tellOfRequest({ caller: known.caller });
    return known.caller;
  }

  /** @param expiresAt in seconds */
  add(request: Pick<Request, 'rawHeaders'>, caller: AuthUser, expiresAt: number): void {
    const [oldest] = this.verified.size < MOST ? [] : this.verified.keys();
    if (oldest !== undefined) this.verified.delete(oldest);
    this.verified.set(shownToken(request)!, { caller: Object.freeze(caller), expiresAt });
  }
}
