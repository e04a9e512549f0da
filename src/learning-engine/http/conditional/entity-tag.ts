import { type Request, type Response } from 'express';
import { createHash } from 'node:crypto';
import { memoizeByObject } from '../memoize-by-object.js';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { ApiHeader, ApiOkResponse, ApiResponse } from '@nestjs/swagger';

const ENTITY_TAG = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/**
 * Whether a caller has what an `If-None-Match` names: `*`, or a list with the tag, weak or strong (RFC 9110, 13.1.2). What
 * is no list of tags names nothing. Express's own answer heeds `Cache-Control: no-cache` in the request, which `fetch`
 * adds to every conditional request, and which the RFC does not ask to heed.
 *
 * @param tag a strong entity tag, with its quotes
 */
export function namesEntityTag(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return [...ifNoneMatch.matchAll(ENTITY_TAG)].some(([, opaque]) => opaque === tag);
}

/** A body as it is sent, and its strong entity tag. */
const written = memoizeByObject((body: object) => {
  const text = JSON.stringify(body);
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url')}"` };
});

/**
 * Prepares an answer with an entity tag, the digest of the body; with 304 for a caller who has that body. A body that is the
 * same object again is not written out again: it must not change.
 *
 * @returns what is to be sent, which for 304 is nothing
 */
export function withEntityTag(request: Request, response: Response, body: object): string | undefined {
  const { text, tag } = written(body);
  // The answer to an authenticated caller: only their own cache may keep it, and must revalidate it each time.
  response.set({ ETag: tag, 'Cache-Control': 'private, no-cache' });
  if (!namesEntityTag(request.headers['if-none-match'], tag)) {
    response.type('json');
    return text;
  }
  response.status(304);
  return undefined;
}

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

const headers = {
  ETag: { description: 'A strong entity tag: it changes with the body.', schema: { type: 'string' } },
  'Cache-Control': { description: 'Always `private, no-cache`.', schema: { type: 'string' } },
} as const;

/** A route that answers 200 with a body of this type and its entity tag, or 304 to a caller who has that body. */
export const WithEntityTag = (type: Type) =>
  applyDecorators(
    UseInterceptors(EntityTagInterceptor),
    ApiHeader({ name: 'If-None-Match', required: false, description: 'Entity tags of bodies that the caller has.' }),
    ApiOkResponse({ type, headers }),
    ApiResponse({ status: 304, description: 'Not modified: the answer has no body.', headers }),
  );
