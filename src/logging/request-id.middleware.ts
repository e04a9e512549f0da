import { randomUUID } from 'node:crypto';
import { type NextFunction, type Request, type Response } from 'express';
import { inRequestContext } from './request-context.js';

export const REQUEST_ID_HEADER = 'x-request-id';

/** What can stand in a log line and in a header as it is. */
const SAFE = /^[\w.:+/=-]{1,128}$/;

/** Gives every request an id: the caller's, when it is safe to repeat, or a new one. The answer repeats it. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers[REQUEST_ID_HEADER];
  const id = typeof given === 'string' && SAFE.test(given) ? given : randomUUID();
  response.setHeader(REQUEST_ID_HEADER, id);
  inRequestContext({ requestId: id }, next);
}
