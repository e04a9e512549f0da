import { type KeyObject } from 'node:crypto';
import { IgnoredKeyError, isSecret, type Jwk, keyOfJwk } from './json-web-key.js';
import { rsaWeakness } from './weak-rsa-key.js';

/** A key that verifies tokens and cannot sign them. */
export interface PublicKey {
  /** The `kid` of its tokens. */
  id?: string;
  algorithm: 'RS256' | 'ES256';
  key: KeyObject;
}

/** A key of a set that verifies nothing here, and why. */
export interface IgnoredKey {
  /** In the set, from 1. */
  position: number;
  kid: unknown;
  reason: string;
}

export interface KeySet {
  keys: PublicKey[];
  ignored: IgnoredKey[];
}

/** A set of keys cannot be used. The message says what the text must be instead, as words that follow it, and shows nothing of it. */
export class KeySetError extends Error {}

/** What is weak about a key, in words that follow its name. */
export const weaknessOf = ({ algorithm, key }: PublicKey): string | undefined =>
  algorithm === 'RS256' ? rsaWeakness(key) : undefined;

/**
 * Reads the text of a JSON Web Key Set (RFC 7517). Keys for other uses, of other kinds or badly written are ignored, as it asks. Keys
 * that can sign, and keys that everybody could sign for, reject the whole set: who published them has to know.
 *
 * @param mostKeys the most that it may have: to look for weaknesses takes some 10 ms a key
 * @throws KeySetError
 */
export function keySetOf(text: string, mostKeys = Infinity): KeySet {
  const { keys } = (parse(text) ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys) || !keys.every(isObject)) throw new KeySetError('with a JWK set');
  if (keys.length > mostKeys) throw new KeySetError(`with at most ${mostKeys} keys`);
  if (keys.some(isSecret)) throw new KeySetError('without secret and private keys');
  const found: KeySet = { keys: [], ignored: [] };
  keys.forEach((jwk, index) => sort(found, jwk, index + 1));
  rejectUnusable(found);
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KeySetError('with JSON');
  }
}

function sort(found: KeySet, jwk: Jwk, position: number): void {
  try {
    const key = keyOfJwk(jwk);
    const weakness = weaknessOf(key);
    if (weakness) throw new KeySetError(`without weak keys: key ${position} of the set ${weakness}`);
    found.keys.push(key);
  } catch (error) {
    if (!(error instanceof IgnoredKeyError)) throw error;
    found.ignored.push({ position, kid: jwk.kid, reason: error.message });
  }
}

function rejectUnusable({ keys, ignored }: KeySet): void {
  if (keys.length === 0) {
    const reasons = ignored.slice(0, 5).map(({ position, reason }) => `; not key ${position}: ${reason}`);
    throw new KeySetError(`with a key that verifies RS256 or ES256${reasons.join('')}`);
  }
  const ids = new Set(keys.map(({ id }) => id));
  if (keys.length > 1 && (ids.size < keys.length || ids.has(undefined))) {
    throw new KeySetError('whose keys have each a kid of its own');
  }
}

const isObject = (value: unknown): value is Jwk => typeof value === 'object' && value !== null && !Array.isArray(value);
