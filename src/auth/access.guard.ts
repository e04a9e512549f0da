import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request } from 'express';
import { RequestProblem } from '../http/problems/problem.js';
import { tellOfRequest } from '../logging/request-log.js';
import { Access } from './access.decorator.js';
import { type AuthUser } from './auth-user.js';
import { AuthUsers } from './auth-users.js';
import { shownToken } from './verified-tokens.js';

/** Default deny: lets a request through only as the category of its route says. Guards every route of the service. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: AuthUsers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const category = this.reflector.getAllAndOverride(Access, [context.getHandler(), context.getClass()]);
    if (category === 'public') return true;

    const { role } = await this.identify(context);
    if (category === 'user' || (category === 'admin' && role === 'admin')) return true;
    tellOfRequest({ refusal: `the route is for the role ${category}` });
    throw new ForbiddenException();
  }

  /** One refusal for every cause, with the header that RFC 9110 requires of a 401. Only the log knows the cause. */
  private async identify(context: ExecutionContext): Promise<AuthUser> {
    try {
      return await this.callers.authUserOf(context);
    } catch (cause) {
      const token = shownToken(context.switchToHttp().getRequest<Request>());
      tellOfRequest({ refusal: `token: ${(cause as Error).message}` });
      throw new RequestProblem('unauthorized', undefined, undefined, {
        'WWW-Authenticate': token === null ? 'Bearer' : 'Bearer error="invalid_token"',
      });
    }
  }
}
