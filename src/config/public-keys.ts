import { createPublicKey, type JsonWebKey, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A key that verifies tokens and cannot sign them. */
export interface PublicKey {
  /** The `kid` of its tokens. */
  id?: string;
  algorithm: 'RS256' | 'ES256';
  key: KeyObject;
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
  // Node would take a private key for its public half. Whoever verifies has no business with it.
  if (!ONE_PUBLIC_KEY.test(pem)) throw new KeyFileError('must name a PEM file of one public key');
  return publicKey(pem);
}

/**
 * Reads a JSON Web Key Set (RFC 7517). Keys for other uses than signatures are left out.
 *
 * @throws KeyFileError
 */
export function readKeySet(file: string): PublicKey[] {
  const set = parse(read(file));
  if (!Array.isArray(set?.keys) || !set.keys.every(isObject)) throw new KeyFileError('must name a file with a JWK set');
  const keys = set.keys.filter(({ use }) => use === undefined || use === 'sig').map(keyOf);
  if (keys.length === 0) throw new KeyFileError('must name a file with a key for signatures');
  const ids = new Set(keys.map(({ id }) => id));
  if (keys.length > 1 && (ids.size < keys.length || ids.has(undefined))) {
    throw new KeyFileError('must name a file whose keys have each a kid of its own');
  }
  return keys;
}

type Jwk = JsonWebKey & { use?: unknown; alg?: unknown; kid?: unknown };

function keyOf(jwk: Jwk): PublicKey {
  if (jwk.kty === 'oct' || 'd' in jwk) throw new KeyFileError('must name a file without secret and private keys');
  if (jwk.kid !== undefined && typeof jwk.kid !== 'string')
    throw new KeyFileError('must name keys whose kid is a text');
  const found = publicKey({ key: jwk, format: 'jwk' });
  if (jwk.alg !== undefined && jwk.alg !== found.algorithm) throw new KeyFileError(SUPPORTED);
  return { ...found, id: jwk.kid };
}

const SUPPORTED = 'must name keys for RS256 (RSA of 2048 bits or more) or ES256 (EC on P-256)';

function publicKey(input: string | JsonWebKeyInput): PublicKey {
  const key = orElse('must name a file with readable public keys', () => createPublicKey(input));
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048) return { algorithm: 'RS256', key };
  if (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1') return { algorithm: 'ES256', key };
  throw new KeyFileError(SUPPORTED);
}

const read = (file: string): string => orElse('must name a file that can be read', () => readFileSync(file, 'utf8'));

const parse = (text: string): { keys?: unknown } | null =>
  orElse('must name a file with JSON', () => JSON.parse(text) as { keys?: unknown } | null);

const isObject = (value: unknown): value is Jwk => typeof value === 'object' && value !== null;

function orElse<T>(problem: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new KeyFileError(problem);
  }
}
