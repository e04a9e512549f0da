import { type ExecutionContext, ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { type Request, type Response } from 'express';
import { tellOfRequest } from '../logging/request-context.js';
import { Access } from './access.decorator.js';
import { type Caller } from './caller.js';
import { shownToken } from './shown-token.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Default deny: lets a request through only as the category of its route says. Guards every route of the service. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(
    private readonly reflector: Reflector,
    private readonly verified: VerifiedTokens,
  ) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const category = this.reflector.getAllAndOverride(Access, [context.getHandler(), context.getClass()]);
    if (category === 'public') return true;

    const request = context.switchToHttp().getRequest<Request & { user?: Caller }>();
    request.user = this.verified.callerOf(request);
    if (!request.user) await super.canActivate(context);
    const { role } = request.user!;
    tellOfRequest({ caller: request.user });
    if (category === 'user' || (category === 'admin' && role === 'admin')) return true;
    tellOfRequest({ refusal: `the route is for the role ${category}` });
    throw new ForbiddenException();
  }

  /** One refusal for every cause, with the header that RFC 9110 requires of a 401. Only the log knows the cause. */
  override handleRequest<User>(error: unknown, user: User | false, info: unknown, context: ExecutionContext): User {
    if (!error && user) return user;
    const http = context.switchToHttp();
    const challenge = shownToken(http.getRequest<Request>()) === null ? 'Bearer' : 'Bearer error="invalid_token"';
    http.getResponse<Response>().setHeader('WWW-Authenticate', challenge);
    tellOfRequest({ refusal: `token: ${((error ?? info) as Error).message}` });
    throw new UnauthorizedException();
  }
}
