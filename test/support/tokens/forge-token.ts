import { createHmac } from 'node:crypto';
import { testEnv } from '../http/use-service.js';

/** The second at which tests of tokens take place. */
export const NOW = 1_800_000_000;

/** Has the service believe that it is NOW, so that times of tokens are exact. */
export function useFixedClock(): void {
  beforeAll(() => jest.spyOn(Date, 'now').mockReturnValue(NOW * 1000));
  afterAll(() => jest.restoreAllMocks());
}

export const goodHeader = { alg: 'HS256', typ: 'JWT' };

export const goodClaims = {
  sub: '33333333-3333-4333-8333-3333333333aa',
  iss: testEnv.JWT_ISSUER,
  aud: testEnv.JWT_AUDIENCE,
  iat: NOW,
  exp: NOW + 3600,
  role: 'user',
};

/** Bytes, a text as it is, or a value that becomes JSON. */
export type Part = Buffer | string | object;

export const encoded = (part: Part): string =>
  Buffer.from(Buffer.isBuffer(part) || typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');

/** Another key or hash than the service expects. */
interface WrongKey {
  secret?: string;
  alg?: keyof typeof HASH;
}

const HASH = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' };

/** A signature of any text by the secret of the tests, or another one. */
export const signature = (text: string, { secret = testEnv.JWT_SECRET!, alg = 'HS256' }: WrongKey = {}): string =>
  createHmac(HASH[alg], secret).update(text).digest('base64url');

/** A token of any form, signed as it is, by code that shares nothing with the service. */
export function forge(
  { header = goodHeader, payload = goodClaims }: { header?: Part; payload?: Part } = {},
  key?: WrongKey,
): string {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  return `${signed}.${signature(signed, key)}`;
}
