import { type ArgumentsHost, Catch } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { AuthUsers } from '../auth/auth-users.js';
import { problemOf, problemTypes } from 'learning-engine/http';
import { ServiceProblemFilter } from '../http/problems/service-problem.filter.js';
import { InfoService } from 'learning-engine';
import { RequestCounts } from './request-counts.js';

/**
 * Counts what is rejected before it comes to the guard, or on a route that needs no token: unknown paths and methods, malformed
 * requests. Beyond the limit it is answered with 429 in place of its own refusal.
 */
@Catch()
export class RateLimitFilter extends ServiceProblemFilter {
  constructor(
    info: InfoService,
    private readonly counts: RequestCounts,
    private readonly callers: AuthUsers,
  ) {
    super(info);
  }

  override async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const tooMany = await this.count(error, host).catch((problem: unknown) => problem);
    await super.catch(tooMany ?? error, host);
  }

  private async count(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const isOwnFailure = problemTypes[problemOf(error, request.method).problem].status >= 500;
    if (isOwnFailure || this.counts.isCounted(request)) return;
    const caller = await this.callers.authUserOf(request).catch(() => undefined);
    await this.counts.count(request, http.getResponse<Response>(), caller);
  }
}
