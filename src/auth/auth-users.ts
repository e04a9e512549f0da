import { Injectable } from '@nestjs/common';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { AuthGuard } from '@nestjs/passport';
import { type Request } from 'express';
import { type AuthUser, RequestProblem, tellOfRequest } from 'learning-engine/http';
import { KeysUnavailableError } from './keys-unavailable.error.js';
import { shownToken, VerifiedTokens } from './verified-tokens.js';

/** Finds out by its token who makes a request. */
@Injectable()
export class AuthUsers extends AuthGuard('jwt') {
  constructor(private readonly verified: VerifiedTokens) {
    super();
  }

  /**
   * One refusal for every cause, with the header that RFC 9110 requires of a 401. Only the log knows the cause. A token that
   * cannot be verified now may be good: its holder is to keep it.
   *
   * @throws RequestProblem `unauthorized`, `service-unavailable`
   */
  async authUserOf(request: Request): Promise<AuthUser> {
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
    const caller = request.user as AuthUser;
    tellOfRequest({ caller });
    return caller;
  }

  override handleRequest<User>(error: unknown, user: User | false, info: unknown): User {
    if (!error && user) return user;
    throw error ?? info;
  }
}
