import { type NestExpressApplication } from '@nestjs/platform-express';
import { type KeyObject, sign } from 'node:crypto';
import { parseEnv } from '../../src/config/load-env.js';
import { useAsk } from '../support/http/ask.js';
import { encoded } from '../support/tokens/forge-token.js';
import { ecPair, jwkOf, pemOf, rsaPair, useKeyFiles } from '../support/tokens/key-files.js';
import { signWith } from '../support/tokens/sign-with.js';
import { useTestDatabase } from '../support/database/test-database.js';
import { openService } from '../support/http/use-service.js';

describe('A2: keys whose private half is elsewhere', () => {
  const database = useTestDatabase();
  const { file } = useKeyFiles();
  const rsa = rsaPair();
  const ec = ecPair();
  let app: NestExpressApplication;
  const ask = useAsk(() => app);
  const statusOf = async (token: string) =>
    (await ask({ path: '/v1/learning/info', authorization: [`Bearer ${token}`] })).status;
  const serveWith = (keys: NodeJS.ProcessEnv) => async () => {
    app = await openService(database.url, parseEnv({ NODE_ENV: 'test', ...keys }));
  };

  /** What an attacker may take for the secret of a service that mixes kinds of keys up: all that is public. */
  const publicTexts = (key: KeyObject): string[] => {
    const pem = pemOf(key);
    const jwk: Record<string, string> = { ...jwkOf(key) };
    return [pem, pem.trim(), pem.replaceAll('\n', ''), JSON.stringify(jwk), ...Object.values(jwk)];
  };

  /** A token whose header names another algorithm of the same key, and whose signature is by that one. */
  const signedAs = (alg: string, key: KeyObject, hash: string, options: object = {}): string => {
    const [, payload] = signWith({ key }).split('.');
    const text = `${encoded({ alg })}.${payload}`;
    return `${text}.${sign(hash, Buffer.from(text), { key, ...options }).toString('base64url')}`;
  };

  describe('a PEM file', () => {
    beforeAll(serveWith({ JWT_PUBLIC_KEY_FILE: file(pemOf(rsa.publicKey)), JWT_KEY_ID: 'a' }));
    afterAll(() => app.close());

    it('verifies what its private half has signed, with its kid or none', async () => {
      expect(await statusOf(signWith({ key: rsa.privateKey }))).toBe(200);
      expect(await statusOf(signWith({ key: rsa.privateKey, kid: 'a' }))).toBe(200);
      expect(await statusOf(signWith({ key: rsa.privateKey, kid: 'b' }))).toBe(401);
    });

    it('verifies nothing of other keys', async () => {
      expect(await statusOf(signWith({ key: rsaPair().privateKey }))).toBe(401);
      expect(await statusOf(signWith({ key: ec.privateKey }))).toBe(401);
      expect(await statusOf(signWith({ key: ec.privateKey, alg: 'RS256' }))).toBe(401);
    });

    it('is never a secret', async () => {
      for (const key of publicTexts(rsa.publicKey)) {
        for (const alg of ['HS256', 'RS256']) expect([key, await statusOf(signWith({ key, alg }))]).toEqual([key, 401]);
      }
    });

    it('verifies by no other algorithm of the same key', async () => {
      const padding = 6; // RSA_PKCS1_PSS_PADDING
      for (const token of [
        signedAs('RS384', rsa.privateKey, 'sha384'),
        signedAs('RS512', rsa.privateKey, 'sha512'),
        signedAs('PS256', rsa.privateKey, 'sha256', { padding, saltLength: 32 }),
        signedAs('RS256', rsa.privateKey, 'sha512'),
        signedAs('none', rsa.privateKey, 'sha256'),
      ]) {
        expect(await statusOf(token)).toBe(401);
      }
    });
  });

  describe('a key set', () => {
    // Those of other kinds are left alone, and one of them has the name of a key that serves.
    const others = [
      jwkOf(ecPair('P-384').publicKey, { kid: 'ec' }),
      { kty: 'OKP', crv: 'Ed25519', x: 'AAAA', kid: 'okp' },
    ];
    const keys = [
      ...others,
      jwkOf(ec.publicKey, { kid: 'ec' }),
      jwkOf(rsa.publicKey, { kid: 'rsa', alg: 'RS256', use: 'sig' }),
    ];
    beforeAll(serveWith({ JWT_JWKS_FILE: file({ keys }) }));
    afterAll(() => app.close());

    it('verifies by the key that is named, and by the first if none is', async () => {
      expect(await statusOf(signWith({ key: ec.privateKey, kid: 'ec' }))).toBe(200);
      expect(await statusOf(signWith({ key: rsa.privateKey, kid: 'rsa' }))).toBe(200);
      expect(await statusOf(signWith({ key: ec.privateKey }))).toBe(200);
      expect(await statusOf(signWith({ key: rsa.privateKey }))).toBe(401);
    });

    it('verifies both forms of an ES256 signature, which say the same', async () => {
      const order = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');
      const [header, payload, signature] = signWith({ key: ec.privateKey, kid: 'ec' }).split('.');
      const [r, s] = [
        Buffer.from(signature!, 'base64url').subarray(0, 32),
        Buffer.from(signature!, 'base64url').subarray(32),
      ];
      const other = (order - BigInt(`0x${s.toString('hex')}`)).toString(16).padStart(64, '0');
      const signedBy = (...parts: Buffer[]) => `${header}.${payload}.${Buffer.concat(parts).toString('base64url')}`;

      expect(await statusOf(signedBy(r, s))).toBe(200);
      expect(await statusOf(signedBy(r, Buffer.from(other, 'hex')))).toBe(200);
      expect(await statusOf(signedBy(r, Buffer.alloc(32)))).toBe(401);
      expect(await statusOf(signedBy(Buffer.alloc(32), s))).toBe(401);
    });

    it('verifies nothing by a key of another name or kind', async () => {
      expect(await statusOf(signWith({ key: ec.privateKey, kid: 'rsa' }))).toBe(401);
      expect(await statusOf(signWith({ key: rsa.privateKey, kid: 'ec' }))).toBe(401);
      expect(await statusOf(signWith({ key: ec.privateKey, kid: 'unknown' }))).toBe(401);
      expect(await statusOf(signWith({ key: ecPair().privateKey, kid: 'ec' }))).toBe(401);
      expect(await statusOf(signedAs('ES256', ec.privateKey, 'sha256', { dsaEncoding: 'der' }))).toBe(401);
      for (const key of publicTexts(ec.publicKey)) {
        expect([key, await statusOf(signWith({ key, kid: 'ec' }))]).toEqual([key, 401]);
      }
    });
  });
});
