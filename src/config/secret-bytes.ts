/** A secret is not written in a form that is known. The message follows the name of a variable. */
export class SecretFormError extends Error {}

const PREFIX = 'base64url:';
const JWK_MEMBERS = {
  kty: (value: unknown) => value === 'oct',
  k: (value: unknown) => typeof value === 'string' && isBase64url(value),
  alg: (value: unknown) => value === undefined || value === 'HS256',
  use: (value: unknown) => value === undefined || value === 'sig',
  key_ops: (value: unknown) => value === undefined || (Array.isArray(value) && value.includes('verify')),
};

/**
 * The bytes of a secret, which is written as a text of its own, as `base64url:` and what it encodes, or as a JWK of type
 * `oct` (RFC 7518, section 6.4).
 *
 * @param keyId the `kid` that tokens name the secret by, which a JWK may repeat
 * @throws SecretFormError
 */
export function secretBytes(secret: string, keyId?: string): Buffer {
  if (secret.startsWith(PREFIX)) return decoded(secret.slice(PREFIX.length));
  if (secret.startsWith('{')) return bytesOfJwk(secret, keyId);
  if (/\p{Cc}/u.test(secret)) throw new SecretFormError('must be one line without control characters');
  return Buffer.from(secret);
}

function decoded(text: string): Buffer {
  if (!isBase64url(text)) throw new SecretFormError(`must be base64url without padding after ${PREFIX}`);
  return Buffer.from(text, 'base64url');
}

/** As RFC 7515 writes bytes, in the one form that encodes them. */
const isBase64url = (text: string): boolean => Buffer.from(text, 'base64url').toString('base64url') === text;

function bytesOfJwk(text: string, keyId?: string): Buffer {
  const jwk = parse(text);
  const bad = Object.entries(JWK_MEMBERS).find(([name, isGood]) => !isGood(jwk[name]));
  if (bad) throw new SecretFormError(`must be a JWK of type oct that verifies HS256, and its ${bad[0]} is not of one`);
  if (jwk.kid !== undefined && jwk.kid !== keyId) {
    throw new SecretFormError('must be a JWK without kid, or with the kid that its variable of key ids says');
  }
  return Buffer.from(jwk.k as string, 'base64url');
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new SecretFormError('must be a JWK because it begins with a brace, but it is not JSON');
  }
}
