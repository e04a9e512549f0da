import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';

/** A key as JSON (RFC 7517), unchecked. */
export type Jwk = Readonly<Record<string, unknown>>;

const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'];
const ALGORITHMS = { RSA: 'RS256', EC: 'ES256' } as const;
const COORDINATE_BYTES = 32;

/** Whether a key can sign, so that it has no place in a file of public keys. */
export const isSecret = (jwk: Jwk): boolean => jwk.kty === 'oct' || PRIVATE_MEMBERS.some((member) => member in jwk);

/** A key of a set that is left alone, as RFC 7517 section 5 asks: it is for something else, unknown here, or no key. */
export class IgnoredKeyError extends Error {}

/**
 * The key that a JWK describes.
 *
 * @throws IgnoredKeyError
 */
export function keyOfJwk(jwk: Jwk): { id?: string; algorithm: 'RS256' | 'ES256'; key: KeyObject } {
  const { kty, kid } = jwk;
  if (kty !== 'RSA' && kty !== 'EC') throw new IgnoredKeyError('its kty is neither RSA nor EC');
  if (jwk.use !== undefined && jwk.use !== 'sig') throw new IgnoredKeyError('its use is not sig');
  if (jwk.key_ops !== undefined && !canVerify(jwk.key_ops)) throw new IgnoredKeyError('its key_ops are not to verify');
  const algorithm = ALGORITHMS[kty];
  if (jwk.alg !== undefined && jwk.alg !== algorithm) throw new IgnoredKeyError(`its alg is not ${algorithm}`);
  if (kty === 'EC' && jwk.crv !== 'P-256') throw new IgnoredKeyError('its crv is not P-256');
  if (kid !== undefined && typeof kid !== 'string') throw new IgnoredKeyError('its kid is not a text');
  const isWhole = kty === 'RSA' ? isInteger(jwk.n) && isInteger(jwk.e) : isCoordinate(jwk.x) && isCoordinate(jwk.y);
  if (!isWhole) throw new IgnoredKeyError(`its ${kty === 'RSA' ? 'n or e' : 'x or y'} is missing, or not well written`);
  return { id: kid, algorithm, key: imported(jwk) };
}

function imported(jwk: Jwk): KeyObject {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  } catch {
    throw new IgnoredKeyError('it is not a valid key, for example not a point on its curve');
  }
}

const canVerify = (operations: unknown): boolean =>
  Array.isArray(operations) &&
  operations.includes('verify') &&
  new Set(operations).size === operations.length &&
  operations.every((operation) => typeof operation === 'string');

function bytesOf(value: unknown): Buffer | undefined {
  if (typeof value !== 'string') return undefined;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.toString('base64url') === value ? bytes : undefined;
}

/** Base64urlUInt of RFC 7518: in as few bytes as it takes. */
const isInteger = (value: unknown): boolean => (bytesOf(value)?.[0] ?? 0) !== 0;

/** In all the bytes of the curve, zeros at the begin included. */
const isCoordinate = (value: unknown): boolean => bytesOf(value)?.length === COORDINATE_BYTES;
