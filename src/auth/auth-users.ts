import { Injectable } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { AuthGuard } from '@nestjs/passport';
import { type Request } from 'express';
import { type AuthUser, RequestProblem, tellOfRequest } from 'learning-engine/http';
import { KeysUnavailableError } from './keys-unavailable.error.js';
import { ServedTenants } from './served-tenants.js';
import { type TokenHolder } from './token-claims.js';
import { shownToken, VerifiedTokens } from './verified-tokens.js';

/** Finds out by its token who makes a request. */
@Injectable()
export class AuthUsers extends AuthGuard('jwt') {
  constructor(
    private readonly verified: VerifiedTokens,
    private readonly served: ServedTenants,
  ) {
    super();
  }

  /**
   * Who makes a request of this application. A tenant that there is not, that is retired, or that is another one: one refusal.
   *
   * @throws RequestProblem `unauthorized`, `service-unavailable`, `forbidden`
   */
  async authUserOf(request: Request): Promise<AuthUser> {
    const holder = await this.holderOf(request);
    if (this.served.has(holder)) return holder;
    tellOfRequest({ refusal: 'tenant: the token names none that is served' });
    throw new RequestProblem('forbidden');
  }

  /** The same, if the token has been verified before. */
  knownAuthUserOf(request: Request): AuthUser | undefined {
    const holder = this.verified.authUserOf(request);
    return holder && this.served.has(holder) ? holder : undefined;
  }

  /**
   * One refusal for every cause, with the header that RFC 9110 requires of a 401. Only the log knows the cause. A token that
   * cannot be verified now may be good: its holder is to keep it.
   *
   * @throws RequestProblem `unauthorized`, `service-unavailable`
   */
  async holderOf(request: Request): Promise<TokenHolder> {
    try {
      request.user ??= this.verified.authUserOf(request);
      if (!request.user) await this.canActivate(new ExecutionContextHost([request, request.res]));
    } catch (cause) {
      tellOfRequest({ refusal: `token: ${(cause as Error).message}` });
      if (cause instanceof KeysUnavailableError) {
        throw new RequestProblem('service-unavailable', undefined, undefined, { 'Retry-After': '10' });
      }
      throw new RequestProblem('unauthorized', undefined, undefined, {
        'WWW-Authenticate': shownToken(request) === null ? 'Bearer' : 'Bearer error="invalid_token"',
      });
    }
    const caller = request.user as TokenHolder;
    tellOfRequest({ caller });
    return caller;
  }

  override handleRequest<User>(error: unknown, user: User | false, info: unknown): User {
    if (!error && user) return user;
    throw error ?? info;
  }
}
