import { createPublicKey, type KeyObject } from 'node:crypto';
import { IgnoredKeyError, isSecret, type Jwk, keyOfJwk } from './json-web-key.js';
import { readTextFile, TextFileError } from './text-file.js';
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

/** A file of keys cannot be used. The message follows the name of a variable, and shows nothing of the file. */
export class KeyFileError extends Error {}

const ONE_PUBLIC_KEY = /^\s*-----BEGIN (RSA )?PUBLIC KEY-----[^-]+-----END (RSA )?PUBLIC KEY-----\s*$/;

/**
 * Reads a public key in PEM form.
 *
 * @throws KeyFileError
 */
export function readPemKey(file: string): PublicKey {
  const pem = read(file);
  // Node would take a private key for its public half. A verifier must not have it.
  if (!ONE_PUBLIC_KEY.test(pem)) throw new KeyFileError('must name a PEM file of one public key');
  const key = orElse('must name a file with a readable public key', () => createPublicKey(pem));
  const found = { algorithm: algorithmOf(key), key };
  rejectWeak(found, 'its key');
  return found;
}

function algorithmOf(key: KeyObject): PublicKey['algorithm'] {
  if (key.asymmetricKeyType === 'rsa') return 'RS256';
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return 'ES256';
  throw new KeyFileError('must name a key for RS256 (RSA of 2048 bits or more) or ES256 (EC on P-256)');
}

/**
 * Reads a JSON Web Key Set (RFC 7517). Keys for other uses, of other kinds or badly written are ignored, as it asks. Keys that
 * can sign, and keys that everybody could sign for, reject the whole file: who published them has to know.
 *
 * @throws KeyFileError
 */
export function readKeySet(file: string): KeySet {
  const set = orElse('must name a file with JSON', () => JSON.parse(read(file)) as { keys?: unknown } | null);
  if (!Array.isArray(set?.keys) || !set.keys.every(isObject)) throw new KeyFileError('must name a file with a JWK set');
  if (set.keys.some(isSecret)) throw new KeyFileError('must name a file without secret and private keys');
  const found: KeySet = { keys: [], ignored: [] };
  set.keys.forEach((jwk, index) => sort(found, jwk, index + 1));
  rejectUnusable(found);
  return found;
}

function sort(found: KeySet, jwk: Jwk, position: number): void {
  try {
    const key = keyOfJwk(jwk);
    rejectWeak(key, `key ${position} of the set`);
    found.keys.push(key);
  } catch (error) {
    if (!(error instanceof IgnoredKeyError)) throw error;
    found.ignored.push({ position, kid: jwk.kid, reason: error.message });
  }
}

function rejectUnusable({ keys, ignored }: KeySet): void {
  if (keys.length === 0) {
    const reasons = ignored.slice(0, 5).map(({ position, reason }) => `; not key ${position}: ${reason}`);
    throw new KeyFileError(`must name a file with a key that verifies RS256 or ES256${reasons.join('')}`);
  }
  const ids = new Set(keys.map(({ id }) => id));
  if (keys.length > 1 && (ids.size < keys.length || ids.has(undefined))) {
    throw new KeyFileError('must name a file whose keys have each a kid of its own');
  }
}

function rejectWeak({ algorithm, key }: PublicKey, name: string): void {
  const weakness = algorithm === 'RS256' ? rsaWeakness(key) : undefined;
  if (weakness) throw new KeyFileError(`must name a file without weak keys: ${name} ${weakness}`);
}

const isObject = (value: unknown): value is Jwk => typeof value === 'object' && value !== null && !Array.isArray(value);

function read(file: string): string {
  try {
    return readTextFile(file);
  } catch (error) {
    if (error instanceof TextFileError) throw new KeyFileError(`must name a file of text, and it ${error.message}`);
    throw error;
  }
}

function orElse<T>(problem: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof KeyFileError ? error : new KeyFileError(problem);
  }
}
