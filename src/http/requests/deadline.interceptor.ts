import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { finalize, Observable, race } from 'rxjs';
import { RequestProblem } from '../problems/problem.js';
import { setWork, Work } from './work.js';

const DEADLINE_MS = 5000;

/**
 * No request waits longer than 5 s for its answer, however many slow steps it takes: then its work is given up, and it is
 * 503. It is given up as well when its client is gone.
 */
@Injectable()
export class DeadlineInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const response = http.getResponse<Response>();
    const work = new Work(response);
    setWork(http.getRequest<Request>(), work);
    const timer = setTimeout(() => work.giveUp(), DEADLINE_MS);
    response.once('close', () => {
      if (!response.writableFinished) work.giveUp();
    });
    return race(next.handle(), givenUp(work)).pipe(finalize(() => clearTimeout(timer)));
  }
}

/** What can say that nothing was done says so at once. What has not by then is not waited for. */
const givenUp = ({ signal }: Work): Observable<never> =>
  new Observable((subscriber) => {
    const late = () =>
      subscriber.error(new RequestProblem('service-unavailable', undefined, undefined, { 'Retry-After': '1' }));
    signal.addEventListener('abort', () => setImmediate(late), { once: true });
  });
