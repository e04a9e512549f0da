import { createHmac, type KeyObject, sign } from 'node:crypto';
import { encoded, type Part } from './forge-token.js';
import { testEnv } from '../http/use-service.js';

/** Signers of tokens: by a shared secret, or by a private key. */
export interface Signer {
  key: string | KeyObject;
  /** Named in the header of its tokens. */
  kid?: string;
  /** Claimed in the header; the signature is always by the key's own algorithm. */
  alg?: string;
}

/** A token of an ordinary user, good for a minute. */
export function signWith({ key, kid, alg }: Signer, claims: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const payload: Part = {
    sub: '44444444-4444-4444-8444-444444444444',
    iss: testEnv.JWT_ISSUER,
    aud: testEnv.JWT_AUDIENCE,
    iat: now,
    exp: now + 60,
    ...claims,
  };
  const text = `${encoded({ alg: alg ?? algorithmOf(key), kid })}.${encoded(payload)}`;
  return `${text}.${signatureOf(text, key)}`;
}

const algorithmOf = (key: string | KeyObject): string =>
  typeof key === 'string' ? 'HS256' : key.asymmetricKeyType === 'rsa' ? 'RS256' : 'ES256';

const signatureOf = (text: string, key: string | KeyObject): string =>
  typeof key === 'string'
    ? createHmac('sha256', key).update(text).digest('base64url')
    : sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
