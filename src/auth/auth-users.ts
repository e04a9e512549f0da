import { type ArgumentsHost, type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { type Request } from 'express';
import { tellOfRequest } from '../logging/request-log.js';
import { type AuthUser } from './auth-user.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Finds out by its token who makes a request. */
@Injectable()
export class AuthUsers extends AuthGuard('jwt') {
  constructor(private readonly verified: VerifiedTokens) {
    super();
  }

  /** @throws Error that says why no valid token is shown, for the log alone */
  async authUserOf(host: ArgumentsHost): Promise<AuthUser> {
    const request = host.switchToHttp().getRequest<Request & { user?: AuthUser }>();
    request.user ??= this.verified.authUserOf(request);
    if (!request.user) await this.canActivate(host as ExecutionContext);
    tellOfRequest({ caller: request.user });
    return request.user!;
  }

  override handleRequest<User>(error: unknown, user: User | false, info: unknown): User {
    if (!error && user) return user;
    throw error ?? info;
  }
}
