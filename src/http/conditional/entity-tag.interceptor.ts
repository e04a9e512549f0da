import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { map, type Observable } from 'rxjs';
import { withEntityTag } from './with-entity-tag.js';

/** Answers with an entity tag, and with 304 in place of a body that the caller has. */
@Injectable()
export class EntityTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<string | undefined> {
    const http = context.switchToHttp();
    return next
      .handle()
      .pipe(map((body) => withEntityTag(http.getRequest<Request>(), http.getResponse<Response>(), body)));
  }
}
