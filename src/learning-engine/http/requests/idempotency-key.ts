import { type Request } from 'express';
import { createHash } from 'node:crypto';
import { RequestProblem } from '../problems/problem.js';
import { IDEMPOTENCY_KEY } from './idempotency-header.js';

/** A string of RFC 9651 in its quotes, as the draft asks for; or, as most clients send it, without them. */
const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"$/;
const BARE = /^[\w.~:/+=-]+$/;
const LONGEST = 255;
const LONGEST_ROUTE = 400;

/**
 * The key by which the caller names the request; undefined without the header.
 *
 * @throws RequestProblem
 */
export function idempotencyKeyOf(request: Request): string | undefined {
  const values = request.headersDistinct[IDEMPOTENCY_KEY.toLowerCase()];
  if (values === undefined) return undefined;
  const [value = ''] = values;
  const quoted = QUOTED.exec(value)?.[1]?.replace(/\\(.)/g, '$1');
  const key = quoted ?? (BARE.test(value) ? value : '');
  if (values.length === 1 && key !== '' && key.length <= LONGEST) return key;
  throw new RequestProblem('invalid-request', undefined, [
    {
      parameter: IDEMPOTENCY_KEY,
      detail: `must be one key of 1 to ${LONGEST} characters: printable ASCII in double quotes, or letters, digits and _.~:/+=- without`,
    },
  ]);
}

/** What is asked, whichever way its path is written. */
export function routeOf({ method, route, params }: Request): string {
  const { path } = route as { path: string };
  const asked = `${method} ${path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] as string))}`;
  return asked.length <= LONGEST_ROUTE ? asked : `${method} ${createHash('sha256').update(asked).digest('hex')}`;
}

const bodies = new WeakMap<Request, Buffer>();

/** Keeps the bytes of a body, if they may be asked for. */
export function keepBody(request: Request, body: Buffer): void {
  if (IDEMPOTENCY_KEY.toLowerCase() in request.headers) bodies.set(request, body);
}

/** SHA-256 of the query and the body of a request. */
export function digestOf(request: Request): string {
  const query = request.originalUrl.split('?').slice(1).join('?');
  const body = bodies.get(request) ?? '';
  return createHash('sha256').update(`${query}\n`).update(body).digest('hex');
}
