import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { createHash, timingSafeEqual } from 'node:crypto';
import { authorizations, shownToken } from '../auth/verified-tokens.js';
import { Env } from '../config/env.js';
import { RequestProblem } from 'learning-engine/http';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets the monitoring system in by a bearer token of its own, where one is configured. */
@Injectable()
export class MetricsGuard implements CanActivate {
  private readonly expected?: Buffer;

  constructor({ METRICS_TOKEN }: Env) {
    if (METRICS_TOKEN !== undefined) this.expected = digest(METRICS_TOKEN);
  }

  canActivate(context: ExecutionContext): boolean {
    if (!this.expected) return true;
    const request = context.switchToHttp().getRequest<Request>();
    const token = authorizations(request).length === 1 ? shownToken(request) : null;
    if (token !== null && timingSafeEqual(digest(token), this.expected)) return true;
    throw new RequestProblem('unauthorized', undefined, undefined, { 'WWW-Authenticate': 'Bearer' });
  }
}
