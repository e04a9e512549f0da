import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { accessOf } from 'learning-engine/http';
import { AuthUsers } from '../auth/auth-users.js';
import { RequestCounts } from './request-counts.js';

/**
 * Lets a person's requests through up to a limit, whatever their tokens and routes are; those without a valid token by the address.
 * Comes before the guard that rejects, so that what is rejected counts. What needs no token is not counted.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly counts: RequestCounts,
    private readonly callers: AuthUsers,
  ) {}

  /** @throws RequestProblem `too-many-requests` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (accessOf(context.getHandler(), context.getClass()) === 'public') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const caller = await this.callers.authUserOf(request).catch(() => undefined);
    await this.counts.count(request, http.getResponse<Response>(), caller);
    return true;
  }
}
