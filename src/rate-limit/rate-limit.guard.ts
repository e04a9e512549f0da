import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { type AuthUser } from '../auth/auth-user.js';
import { RequestCounts } from './request-counts.js';

/**
 * Lets a person's requests through up to a limit, whatever their tokens and routes are. Comes after the guard that
 * verifies tokens. What needs no token is not counted.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(private readonly counts: RequestCounts) {}

  /** @throws RequestProblem `too-many-requests` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request & { user?: AuthUser }>();
    if (request.user) await this.counts.count(request, http.getResponse<Response>(), request.user);
    return true;
  }
}
