import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Request } from 'express';
import { type Observable } from 'rxjs';
import { RequestProblem } from './problem.js';

/** Does not carry out what its caller wants only in a state that they name by an entity tag: what is changed here has none. */
@Injectable()
export class PreconditionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, headers } = context.switchToHttp().getRequest<Request>();
    const isRead = method === 'GET' || method === 'HEAD';
    if (!isRead && headers['if-match'] !== undefined) throw new RequestProblem('precondition-failed');
    return next.handle();
  }
}
