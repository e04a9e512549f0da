import { type ExecutionContext, ForbiddenException, Injectable, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { type Response } from 'express';
import { Access } from './access.decorator.js';
import { type Caller } from './caller.js';

/** Default deny: lets a request through only as the category of its route says. Guards every route of the service. */
@Injectable()
export class AccessGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const category = this.reflector.getAllAndOverride(Access, [context.getHandler(), context.getClass()]);
    if (category === 'public') return true;

    await super.canActivate(context);
    const { role } = context.switchToHttp().getRequest<{ user: Caller }>().user;
    if (category === 'user' || (category === 'admin' && role === 'admin')) return true;
    throw new ForbiddenException();
  }

  /** One refusal for every cause, with the header that RFC 9110 requires of a 401. */
  override handleRequest<User>(error: unknown, user: User | false, _info: unknown, context: ExecutionContext): User {
    if (!error && user) return user;
    context.switchToHttp().getResponse<Response>().setHeader('WWW-Authenticate', 'Bearer');
    throw new UnauthorizedException();
  }
}
