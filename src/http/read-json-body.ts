import { raw, type Request, type Response } from 'express';
import { promisify } from 'node:util';
import { jsonTextProblem } from './json-text.js';
import { RequestProblem } from './problem.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the JSON body of a request, or refuses what JSON.parse would change in silence.
 *
 * @param limit bytes, also after decompression
 * @returns undefined when there is no body
 * @throws RequestProblem, or an error of Express's body parser
 */
export async function readJsonBody(request: Request, response: Response, limit: number): Promise<unknown> {
  if (request.is('*/*') === null) return undefined;
  if (!isJson(request)) throw new RequestProblem('unsupported-media-type');
  await promisify(raw({ type: () => true, limit }))(request, response);
  return Buffer.isBuffer(request.body) ? parseJson(request.body) : undefined;
}

function isJson(request: Request): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";]*)/i.exec(request.headers['content-type'] ?? '')?.[1];
  return request.is('json') === 'json' && (charset === undefined || charset.trim().toLowerCase() === 'utf-8');
}

/** @throws RequestProblem `malformed-body` */
export function parseJson(bytes: Buffer): unknown {
  const text = orRefuse('The body is not UTF-8.', () => utf8.decode(bytes));
  const [value, problem] = orRefuse('The body is not JSON.', () => {
    const found = jsonTextProblem(text);
    return [found ? undefined : (JSON.parse(text) as unknown), found] as const;
  });
  if (problem) throw new RequestProblem('malformed-body', undefined, [problem]);
  return value;
}

function orRefuse<T>(detail: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new RequestProblem('malformed-body', detail);
  }
}
