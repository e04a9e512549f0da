import { jsonTextProblem } from 'learning-engine';
import { TokenRejectedError } from './token-rejected.error.js';

const MAX_LENGTH = 8 * 1024;
const TYPES = ['jwt', 'at+jwt'];

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What the header of a token says about its key. */
export interface TokenHeader {
  alg?: unknown;
  kid?: unknown;
}

/**
 * Holds a token to the one form that all readers understand alike: libraries let more than one spelling of the same
 * token pass, and more than one meaning of the same JSON.
 *
 * @throws TokenRejectedError
 */
export function readTokenHeader(token: string): TokenHeader {
  if (token.length > MAX_LENGTH) throw new TokenRejectedError('it is longer than 8 KiB');
  const parts = token.split('.');
  if (parts.length !== 3 || !parts.every(isCanonical)) {
    throw new TokenRejectedError('it is not three parts of canonical base64url');
  }
  const header = objectIn(parts[0]!);
  objectIn(parts[1]!);

  const { alg, typ, kid } = header;
  if ('crit' in header) throw new TokenRejectedError('its header has crit');
  if (typ !== undefined && !(typeof typ === 'string' && TYPES.includes(typ.toLowerCase()))) {
    throw new TokenRejectedError('its typ is neither JWT nor at+jwt');
  }
  return { alg, kid };
}

const isCanonical = (part: string): boolean => Buffer.from(part, 'base64url').toString('base64url') === part;

function objectIn(part: string): Record<string, unknown> {
  const value = parse(part);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new TokenRejectedError('a part is not a JSON object');
}

function parse(part: string): unknown {
  try {
    const text = utf8.decode(Buffer.from(part, 'base64url'));
    if (!jsonTextProblem(text)) return JSON.parse(text);
  } catch {
    // The error of a parser quotes the text.
  }
  throw new TokenRejectedError('a part is not JSON of one meaning');
}
