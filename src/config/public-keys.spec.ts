import {
  checkPrimeSync,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  generatePrimeSync,
  type KeyObject,
} from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFileError, readKeySet, readPemKey } from './public-keys.js';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey;
const jwkOf = (key: KeyObject, more: object = {}) => ({ ...key.export({ format: 'jwk' }), ...more });
const ecJwk = jwkOf(ec('P-256'), { kid: 'good' });
const rsaJwk = jwkOf(rsa);

const base64url = (number: bigint) => {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url');
};
const withModulus = (n: bigint, e = 65_537n) => ({ kty: 'RSA', n: base64url(n), e: base64url(e) });
const modulus = BigInt(`0x${Buffer.from(rsaJwk.n!, 'base64url').toString('hex')}`);
const prime = (bits: number) => generatePrimeSync(bits, { bigint: true });
const product = (bits: number, ...factors: bigint[]) => {
  const last = prime(bits);
  return factors.reduce((result, factor) => result * factor, last);
};
const nextPrime = (start: bigint): bigint => {
  let candidate = start + 2n;
  while (!checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
};
const p = prime(1024);
const cubeRoot = prime(684);

/** As the library of CVE-2017-15361 makes primes: a power of 65537 modulo a product of small primes. */
const rocaPrime = () => {
  const small = [...Array(168).keys()].filter((number) => number > 1 && checkPrimeSync(BigInt(number)));
  const primorial = small.reduce((result, number) => result * BigInt(number), 1n);
  let power = 1n;
  for (let count = 0; count < 1 + Math.floor(Math.random() * 1000); count += 1) power = (power * 65_537n) % primorial;
  let candidate = (prime(1024) / primorial) * primorial + power;
  while (!checkPrimeSync(candidate)) candidate += primorial;
  return candidate;
};

describe('public keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'learning-engine-public-keys-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'keys');
  const read = (...keys: object[]) => {
    writeFileSync(path, JSON.stringify({ keys }));
    return readKeySet(path);
  };
  const problemOf = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      expect(error).toBeInstanceOf(KeyFileError);
      return (error as Error).message;
    }
    return 'accepted';
  };

  const others: [string, object][] = [
    ['Ed25519', jwkOf(generateKeyPairSync('ed25519').publicKey)],
    ['X25519', jwkOf(generateKeyPairSync('x25519').publicKey)],
    ['an EC key on P-384', jwkOf(ec('P-384'))],
    ['an EC key on P-521', jwkOf(ec('P-521'))],
    ['an EC key on secp256k1', jwkOf(ec('secp256k1'))],
    ['an RSA key for PS256', { ...rsaJwk, alg: 'PS256' }],
    ['an RSA key for RS512', { ...rsaJwk, alg: 'RS512' }],
    ['an RSA key for RSA-OAEP', { ...rsaJwk, alg: 'RSA-OAEP' }],
    ['an EC key for ES384', { ...ecJwk, alg: 'ES384' }],
    ['an EC key for RS256', { ...ecJwk, alg: 'RS256' }],
    ['an alg that is no text', { ...rsaJwk, alg: 256 }],
    ['a kind of the future', { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA' }],
    ['no kind', { n: 'AQAB' }],
    ['a kind that is no text', { kty: ['RSA'] }],
    ['a key for encryption', { ...rsaJwk, use: 'enc' }],
    ['a use that is no text', { ...rsaJwk, use: null }],
    ['operations without verify', { ...rsaJwk, key_ops: ['encrypt', 'wrapKey'] }],
    ['operations for signing alone', { ...rsaJwk, key_ops: ['sign'] }],
    ['no operations', { ...rsaJwk, key_ops: [] }],
    ['operations that are no list', { ...rsaJwk, key_ops: 'verify' }],
    ['an operation twice', { ...rsaJwk, key_ops: ['verify', 'verify'] }],
    ['a use and operations that disagree', { ...rsaJwk, use: 'sig', key_ops: ['encrypt'] }],
    ['a kid that is no text', { ...rsaJwk, kid: 7 }],
    ['no modulus', { kty: 'RSA', e: 'AQAB' }],
    ['no exponent', { kty: 'RSA', n: rsaJwk.n }],
    [
      'a modulus with a zero before it',
      { ...rsaJwk, n: Buffer.concat([Buffer.alloc(1), Buffer.from(rsaJwk.n!, 'base64url')]).toString('base64url') },
    ],
    ['a modulus with padding', { ...rsaJwk, n: `${rsaJwk.n}==` }],
    ['a point beside the curve', { ...ecJwk, y: ecJwk.x }],
    ['a short coordinate', { ...ecJwk, x: Buffer.alloc(31, 1).toString('base64url') }],
    ['no coordinate', { kty: 'EC', crv: 'P-256', x: ecJwk.x }],
  ];

  it.each(others)('of a set: %s is ignored beside a key that serves', (_name, other) => {
    const { keys, ignored } = read(other, ecJwk);

    expect(keys).toMatchObject([{ id: 'good', algorithm: 'ES256' }]);
    expect(ignored).toEqual([
      { position: 1, kid: (other as { kid?: unknown }).kid, reason: expect.any(String) as string },
    ]);
  });

  it.each(others)('of a set: %s alone is rejected', (_name, other) => {
    expect(problemOf(() => read(other))).toMatch(
      /^must name a file with a key that verifies RS256 or ES256; not key 1: /,
    );
  });

  it('of a set that are ignored need no name of their own', () => {
    const { keys } = read(jwkOf(ec('P-384'), { kid: 'good' }), { ...rsaJwk, use: 'enc' }, ecJwk);
    expect(keys).toHaveLength(1);
  });

  it('of a set serve with any other member, and with verify among their operations', () => {
    const { keys, ignored } = read({
      ...rsaJwk,
      kid: 'a',
      alg: 'RS256',
      use: 'sig',
      key_ops: ['verify'],
      x5t: 'AA',
      'x-y': 1,
    });
    expect([keys.length, ignored]).toEqual([1, []]);
  });

  it('of a set may stand after a byte order mark', () => {
    writeFileSync(path, `\ufeff${JSON.stringify({ keys: [ecJwk] })}`);
    expect(readKeySet(path).keys).toHaveLength(1);
  });

  it.each([
    ['a secret', { kty: 'oct', k: createHash('sha256').update('x').digest('base64url') }],
    ['a private key', jwkOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)],
    ['a private key of another kind', jwkOf(generateKeyPairSync('ed25519').privateKey)],
    ['a private key of the future', { kty: 'AKP', alg: 'ML-DSA-44', priv: 'AAAA' }],
    [
      'a private key for something else',
      { ...jwkOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey), use: 'enc' },
    ],
  ])('of a set: %s rejects the whole file', (_name, secret) => {
    expect(problemOf(() => read(ecJwk, secret))).toBe('must name a file without secret and private keys');
  });

  it.each([
    ['an exponent of 1', withModulus(modulus, 1n), /exponent/],
    ['an exponent of 3', withModulus(modulus, 3n), /exponent/],
    ['an exponent of 17', withModulus(modulus, 17n), /exponent/],
    ['an even exponent', withModulus(modulus, 65_538n), /exponent/],
    ['an enormous exponent', withModulus(modulus, modulus - 2n), /exponent/],
    ['1024 bits', withModulus(prime(512) * prime(512)), /fewer than 2048 bits/],
    ['2047 bits', withModulus(1n << 2046n), /fewer than 2048 bits/],
    ['a power of two', withModulus(1n << 2047n), /small factor/],
    ['an even modulus', withModulus(modulus + 1n), /small factor/],
    ['a small factor', withModulus(product(2045, 9973n)), /small factor/],
    ['a prime as modulus', withModulus(prime(2048)), /prime/],
    ['a square', withModulus(p * p), /easy to factor/],
    ['a cube', withModulus(cubeRoot ** 3n), /easy to factor/],
    ['two primes side by side', withModulus(p * nextPrime(p)), /easy to factor/],
    ['primes of a broken library', withModulus(rocaPrime() * rocaPrime()), /ROCA/],
  ])('that are weak are rejected: %s', (_name, weak, weakness) => {
    expect(problemOf(() => read(ecJwk, { ...weak, kid: 'weak' }))).toMatch(weakness);
    expect(problemOf(() => read(ecJwk, { ...weak, kid: 'weak' }))).toMatch(
      /^must name a file without weak keys: key 2 /,
    );
    writeFileSync(path, createPublicKey({ key: weak, format: 'jwk' }).export({ type: 'spki', format: 'pem' }));
    expect(problemOf(() => readPemKey(path))).toMatch(weakness);
  });

  it('that are strong are never taken for weak ones', () => {
    for (const modulusLength of [2048, 3072, 4096]) {
      const { keys } = read(jwkOf(generateKeyPairSync('rsa', { modulusLength }).publicKey));
      expect(keys).toHaveLength(1);
    }
  });
});
