import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { type Request } from 'express';
import { type Caller } from '../auth/caller.js';

type CallersRequest = Request & { user?: Caller };

/**
 * Lets a person's requests through up to a limit, whatever their tokens and routes are. Comes after the guard that
 * verifies tokens; what needs no token is not counted.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(context.switchToHttp().getRequest<CallersRequest>().user === undefined);
  }

  protected override getTracker({ user }: CallersRequest): Promise<string> {
    return Promise.resolve(user!.userId);
  }

  /** One count for all routes: a library's default would be one for each. */
  protected override generateKey(_context: ExecutionContext, userId: string): string {
    return userId;
  }
}
