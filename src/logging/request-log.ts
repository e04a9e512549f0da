import { randomUUID } from 'node:crypto';
import { type NextFunction, type Request, type Response } from 'express';
import { Logger } from '@nestjs/common';
import { currentRequest, inRequestContext, isEventStream, REQUEST_ID_HEADER } from 'learning-engine/http';

/** What can stand in a log line and in a header as it is. */
const SAFE = /^[\w.:+/=-]{1,128}$/;

/** Gives every request an id: the caller's, when it is safe to repeat, or a new one. The answer repeats it. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers[REQUEST_ID_HEADER];
  const id = typeof given === 'string' && SAFE.test(given) ? given : randomUUID();
  response.setHeader(REQUEST_ID_HEADER, id);
  inRequestContext({ requestId: id }, next);
}

const logger = new Logger('Request');

/** Whether machines ask for it every few seconds. */
export const isProbe = (path: string): boolean => /^\/(health|metrics)(\/|$)/.test(path);

const AUTHORITY = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;
const MAX_PATH = 2000;

/**
 * Logs each request when it is answered, or given up: method, path, status and duration, from which address, who made it, and
 * the cause of a refusal. Nothing else of what was sent, since headers, query and body hold tokens and what people did.
 */
export function requestLog(
  { method, originalUrl, ip: address }: Request,
  response: Response,
  next: NextFunction,
): void {
  const start = performance.now();
  const context = currentRequest()!;
  const tell = () => {
    const path = pathOf(originalUrl);
    const status = response.headersSent ? response.statusCode : undefined;
    // A stream has no end of its own: that its client closes it is how it ends.
    const isAborted = !response.writableFinished && !isEventStream(response);
    const duration = Math.round((performance.now() - start) * 10) / 10;
    logger[levelOf(path, status, isAborted)]([method, path, status, isAborted && 'aborted'].filter(Boolean).join(' '), {
      method,
      path,
      status,
      duration_ms: duration,
      aborted: isAborted || undefined,
      address,
      user_id: context.caller?.userId,
      role: context.caller?.role,
      refusal: context.refusal,
    });
  };
  // A response is closed by its socket, outside of the context of the request. AsyncResource.bind would cost more than all else.
  response.once('close', () => inRequestContext(context, tell));
  next();
}

function levelOf(path: string, status = 0, isAborted: boolean): 'debug' | 'log' | 'warn' | 'error' {
  if (isProbe(path)) return 'debug';
  // A stub computes nothing, by contract: that is no failure of the service.
  if (status >= 500 && status !== 501) return 'error';
  return status >= 400 || isAborted ? 'warn' : 'log';
}

/** Without the query, and without the authority that a caller may put before the path. */
function pathOf(url: string): string {
  return url.replace(AUTHORITY, '').split(/[?#]/, 1)[0]!.slice(0, MAX_PATH) || '/';
}
