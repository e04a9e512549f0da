import { type ArgumentsHost, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { type Request } from 'express';
import { tellOfRequest } from '../logging/request-context.js';
import { type Caller } from './caller.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Finds out by its token who makes a request. */
@Injectable()
export class Callers extends AuthGuard('jwt') {
  constructor(private readonly verified: VerifiedTokens) {
    super();
  }

  /** @throws Error that says why no valid token is shown, for the log alone */
  async callerOf(host: ArgumentsHost): Promise<Caller> {
    const request = host.switchToHttp().getRequest<Request & { user?: Caller }>();
    request.user ??= this.verified.callerOf(request);
    if (!request.user) await this.canActivate(host as ExecutionContext);
    tellOfRequest({ caller: request.user });
    return request.user!;
  }

  override handleRequest<User>(error: unknown, user: User | false, info: unknown): User {
    if (!error && user) return user;
    throw error ?? info;
  }
}
