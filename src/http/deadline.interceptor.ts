import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Observable, throwError, timeout } from 'rxjs';
import { RequestProblem } from './problem.js';

const DEADLINE_MS = 5000;

/** No request waits longer than 5 s for its answer, however many slow steps it takes: then it is 503. */
@Injectable()
export class DeadlineInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const late = () =>
      throwError(() => new RequestProblem('service-unavailable', undefined, undefined, { 'Retry-After': '1' }));
    return next.handle().pipe(timeout({ each: DEADLINE_MS, with: late }));
  }
}
