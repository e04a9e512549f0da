import { type Request } from 'express';
import { parseJson } from 'learning-engine';
import { bodyRead } from './body-admission.js';
import { jsonTextProblem } from './json-text.js';
import { keepBody } from '../requests/idempotency-key.js';
import { RequestProblem } from '../problems/problem.js';
import { readBytes } from './read-bytes.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the JSON body of a request, or refuses what would be changed in silence.
 *
 * @param limit bytes, also after decompression
 * @returns undefined when there is no body
 * @throws RequestProblem
 */
export async function readJsonBody(request: Request, limit: number): Promise<unknown> {
  if (request.is('*/*') === null) return undefined;
  if (!isJson(request)) throw new RequestProblem('unsupported-media-type');
  const bytes = await readBytes(request, limit);
  bodyRead(request, bytes.length);
  keepBody(request, bytes);
  return parseBody(bytes);
}

function isJson(request: Request): boolean {
  const charsets = [...(request.headers['content-type'] ?? '').matchAll(/;\s*charset\s*=\s*"?([^";]*)/gi)];
  return request.is('json') === 'json' && charsets.every(([, charset]) => charset!.trim().toLowerCase() === 'utf-8');
}

/** @throws RequestProblem `malformed-body` */
function parseBody(bytes: Buffer): unknown {
  const text = orRefuse('The body is not UTF-8.', () => utf8.decode(bytes));
  const [value, problem] = orRefuse('The body is not JSON.', () => {
    const found = jsonTextProblem(text);
    return [found ? undefined : parseJson(text), found] as const;
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
