import { type Request, type Response } from 'express';
import { createHash } from 'node:crypto';
import { namesEntityTag } from './if-none-match.js';
import { memoizeByObject } from '../memoize-by-object.js';

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
