import { type Request } from 'express';
import { Injectable } from '@nestjs/common';
import { Env } from '../config/env.js';
import { tellOfRequest } from 'learning-engine/http';
import { type TokenHolder } from './token-claims.js';

/** Values of all `Authorization` headers. `request.headers` has only the first, and may not be what a proxy has read. */
export const authorizations = ({ rawHeaders }: Pick<Request, 'rawHeaders'>): string[] =>
  rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]!.toLowerCase() === 'authorization');

/** What follows the scheme `Bearer`, whatever it is; null when there is no such thing. Nothing else shows a token. */
export function shownToken(request: Pick<Request, 'rawHeaders'>): string | null {
  const credentials = authorizations(request).map((value) => /^bearer +(\S.*)$/i.exec(value)?.[1]);
  return credentials.find((credential) => credential !== undefined) ?? null;
}

interface Verified {
  caller: TokenHolder;
  /** In seconds, as the token says it. */
  expiresAt: number;
}

const MOST = 10_000;

/**
 * Remembers the tokens that were verified until they expire: clients send the same one again and again, and the same text
 * under the same keys says the same. Nothing that was rejected is kept, so strangers cannot fill it, and no token is kept twice,
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
  authUserOf(request: Pick<Request, 'rawHeaders'>): TokenHolder | undefined {
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

  /** Has every token verified again: a key that has verified some of them is gone. */
  forget(): void {
    this.verified.clear();
  }

  /** @param expiresAt in seconds */
  add(request: Pick<Request, 'rawHeaders'>, caller: TokenHolder, expiresAt: number): void {
    const [oldest] = this.verified.size < MOST ? [] : this.verified.keys();
    if (oldest !== undefined) this.verified.delete(oldest);
    this.verified.set(shownToken(request)!, { caller: Object.freeze(caller), expiresAt });
  }
}
