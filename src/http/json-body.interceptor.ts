import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Request } from 'express';
import { type Observable } from 'rxjs';
import { readJsonBody } from './read-json-body.js';

const DEFAULT_LIMIT = 100 * 1024;

/** Bytes that the body of a route may have, in place of 100 KiB. */
export const BodyLimit = Reflector.createDecorator<number>();

/** Reads the body after the guards have passed the request: nobody's megabytes are read for a stranger. */
@Injectable()
export class JsonBodyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const limit = this.reflector.get(BodyLimit, context.getHandler()) ?? DEFAULT_LIMIT;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      request.body = await readJsonBody(request, limit);
    }
    return next.handle();
  }
}
