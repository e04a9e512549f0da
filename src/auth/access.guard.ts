import { type CanActivate, type ExecutionContext, ForbiddenException, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request } from 'express';
import { RequestProblem } from '../http/problems/problem.js';
import { tellOfRequest } from '../logging/request-context.js';
import { Access } from './access.decorator.js';
import { type Caller } from './caller.js';
import { Callers } from './callers.js';
import { shownToken } from './shown-token.js';

/** Default deny: lets a request through only as the category of its route says. Guards every route of the service. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
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
  private async identify(context: ExecutionContext): Promise<Caller> {
    try {
      return await this.callers.callerOf(context);
    } catch (cause) {
      const token = shownToken(context.switchToHttp().getRequest<Request>());
      tellOfRequest({ refusal: `token: ${(cause as Error).message}` });
      throw new RequestProblem('unauthorized', undefined, undefined, {
        'WWW-Authenticate': token === null ? 'Bearer' : 'Bearer error="invalid_token"',
      });
    }
  }
}
