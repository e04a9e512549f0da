import { Injectable } from '@nestjs/common';
import { minutes, ThrottlerStorageService } from '@nestjs/throttler';
import { type Request, type Response } from 'express';
import { type AuthUser, RequestProblem } from 'learning-engine/http';
import { Env } from '../config/env.js';
import { networkOf } from './network-of.js';

/** How many networks are counted apart. Strangers beyond them share one count, so that they cannot fill the memory. */
const MOST_NETWORKS = 10_000;
const THE_REST = 'the rest';

/** Counts the requests of each user over all routes and tokens, and those of strangers by the network of their address. */
@Injectable()
export class RequestCounts {
  private readonly users = new ThrottlerStorageService();
  private readonly strangers = new ThrottlerStorageService();
  private readonly counted = new WeakSet<Request>();
  private readonly perMinute: number;

  constructor({ RATE_LIMIT_PER_MINUTE }: Env) {
    this.perMinute = RATE_LIMIT_PER_MINUTE;
  }

  isCounted(request: Request): boolean {
    return this.counted.has(request);
  }

  /**
   * Counts a request, and tells its caller what is left.
   *
   * @param caller undefined for a stranger
   * @throws RequestProblem `too-many-requests` beyond the limit
   */
  async count(request: Request, response: Response, caller?: AuthUser): Promise<void> {
    this.counted.add(request);
    const [counts, who] = caller ? [this.users, caller.userId] : [this.strangers, this.strangerOf(request)];
    // Who asks too much waits until a request of the last minute is a minute old, and no longer.
    const { isBlocked, timeToBlockExpire, totalHits, timeToExpire } = await counts.increment(
      who,
      minutes(1),
      this.perMinute,
      0,
      'requests',
    );
    if (isBlocked) {
      throw new RequestProblem('too-many-requests', undefined, undefined, { 'Retry-After': String(timeToBlockExpire) });
    }
    response.set({
      'X-RateLimit-Limit': String(this.perMinute),
      'X-RateLimit-Remaining': String(this.perMinute - totalHits),
      'X-RateLimit-Reset': String(timeToExpire),
    });
  }

  private strangerOf({ ip = '', socket }: Request): string {
    const network = networkOf(ip) ?? networkOf(socket.remoteAddress ?? '') ?? THE_REST;
    const { storage } = this.strangers;
    return storage.has(network) || storage.size < MOST_NETWORKS ? network : THE_REST;
  }
}
