import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { createHash } from 'node:crypto';
import { map, type Observable } from 'rxjs';
import { namesEntityTag } from './if-none-match.js';
import { oncePer } from './once-per.js';

/** A body as it is sent, and its strong entity tag. */
const written = oncePer((body: object) => {
  const text = JSON.stringify(body);
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url')}"` };
});

/**
 * Answers with an entity tag, the digest of the body, and with 304 in place of a body that the caller has. A body that is
 * the same object again is not written out again: it must not change.
 */
@Injectable()
export class EntityTagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<object>): Observable<string | undefined> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((body) => {
        const { text, tag } = written(body);
        // Of an answer to somebody who has shown who he is: to be kept by his own cache alone, and to be asked about each time.
        response.set({ ETag: tag, 'Cache-Control': 'private, no-cache' });
        if (!namesEntityTag(request.headers['if-none-match'], tag)) {
          response.type('json');
          return text;
        }
        response.status(304);
        return undefined;
      }),
    );
  }
}
