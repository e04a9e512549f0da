import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request } from 'express';
import { type Observable } from 'rxjs';
import { RequestProblem } from '../problems/problem.js';
import { readJsonBody } from './read-json-body.js';

const DEFAULT_LIMIT = 100 * 1024;

/** Bytes that the body of a route may have, in place of 100 KiB. */
export const BodyLimit = Reflector.createDecorator<number>();

/** Reads the body after the guards have passed the request: no megabytes are read for a stranger. */
@Injectable()
export class JsonBodyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> | Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    return request.method === 'GET' || request.method === 'HEAD' ? next.handle() : this.read(request, context, next);
  }

  private async read(request: Request, context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    // What is changed here has no entity tag, so that no such condition holds.
    if (request.headers['if-match'] !== undefined) throw new RequestProblem('precondition-failed');
    request.body = await readJsonBody(request, this.reflector.get(BodyLimit, context.getHandler()) ?? DEFAULT_LIMIT);
    return next.handle();
  }
}
