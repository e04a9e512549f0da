import { type Request } from 'express';
import { jsonTextProblem } from '../../json/json-text-problem.js';
import { parseJson } from '../../json/parse-json.js';
import { HeedsIfMatch } from '../conditional/if-match.js';
import { keepBody } from '../requests/idempotency-key.js';
import { RequestProblem } from '../problems/problem.js';
import { BodyTakenError } from './body-taken.error.js';
import { readBytes } from './read-bytes.js';
import { StreamedBody } from './streamed-body.js';
import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  type RawBodyRequest,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Observable } from 'rxjs';

type Admission = (bytes: number) => void;

const admissions = new WeakMap<Request, Admission>();

/** Has a say in whether the body of a request is parsed, once its size after decompression is known: by throwing. */
export const admitBody = (request: Request, admission: Admission): unknown => admissions.set(request, admission);

export const bodyRead = (request: Request, bytes: number): void => admissions.get(request)?.(bytes);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the JSON body of a request, or rejects what would be changed in silence.
 *
 * @param limit bytes, also after decompression
 * @returns undefined when there is no body
 * @throws RequestProblem
 */
export async function readJsonBody(request: Request, limit: number): Promise<unknown> {
  if (request.is('*/*') === null || isEmpty(request)) return undefined;
  if (!isJson(request)) throw new RequestProblem('unsupported-media-type');
  const bytes = keptBytes(request, limit) ?? (await readBytes(request, limit));
  bodyRead(request, bytes.length);
  keepBody(request, bytes);
  return parseBody(bytes);
}

/** As clients send a POST that says nothing. */
const isEmpty = ({ headers }: Request): boolean =>
  headers['content-length'] === '0' && headers['content-type'] === undefined;

/**
 * The bytes of a body that a parser of the application has read before: Nest keeps them where it is told to. What the parser made
 * of them will not do, because it rounds numbers and drops repeated names in silence.
 */
function keptBytes(request: RawBodyRequest<Request>, limit: number): Buffer | undefined {
  const { rawBody } = request;
  if (rawBody && rawBody.length > limit) throw new RequestProblem('payload-too-large');
  if (!rawBody && request.readableEnded) throw new BodyTakenError();
  return rawBody;
}

function isJson(request: Request): boolean {
  const charsets = [...(request.headers['content-type'] ?? '').matchAll(/;\s*charset\s*=\s*"?([^";]*)/gi)];
  return request.is('json') === 'json' && charsets.every(([, charset]) => charset!.trim().toLowerCase() === 'utf-8');
}

/** @throws RequestProblem `malformed-body` */
function parseBody(bytes: Buffer): unknown {
  const text = orReject('The body is not UTF-8.', () => utf8.decode(bytes));
  const [value, problem] = orReject('The body is not JSON.', () => {
    const found = jsonTextProblem(text);
    return [found ? undefined : parseJson(text), found] as const;
  });
  if (problem) throw new RequestProblem('malformed-body', undefined, [problem]);
  return value;
}

function orReject<T>(detail: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new RequestProblem('malformed-body', detail);
  }
}

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
    // What most routes change has no entity tag, so that no such condition holds.
    if (request.headers['if-match'] !== undefined && !this.reflector.get(HeedsIfMatch, context.getHandler())) {
      throw new RequestProblem('precondition-failed');
    }
    if (this.reflector.get(StreamedBody, context.getHandler()) !== undefined) return next.handle();
    request.body = await readJsonBody(request, this.reflector.get(BodyLimit, context.getHandler()) ?? DEFAULT_LIMIT);
    return next.handle();
  }
}
