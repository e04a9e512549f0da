import { Logger } from '@nestjs/common';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from '../config/load-env.js';
import { TokenKeys } from './token-keys.js';
import { TokenRejectedError } from './token-rejected.error.js';
import { VerifiedTokens } from './verified-tokens.js';

const keysOf = (source: NodeJS.ProcessEnv): TokenKeys => {
  const env = parseEnv({ NODE_ENV: 'test', ...source });
  return new TokenKeys(env, new VerifiedTokens(env));
};

const current = 'one secret of 32 bytes or a few more';
const previous = 'another secret of 32 bytes and a bit';

describe(TokenKeys.name, () => {
  const keys = keysOf({
    JWT_SECRET: current,
    JWT_KEY_ID: 'b',
    JWT_SECRET_PREVIOUS: previous,
    JWT_KEY_ID_PREVIOUS: 'a',
  });
  const secretFor = async (kid?: unknown) => (await keys.keyFor({ alg: 'HS256', kid })).export().toString();

  it('finds the key that a token names, and the current one if it names none', async () => {
    expect([await secretFor('a'), await secretFor('b'), await secretFor()]).toEqual([previous, current, current]);
  });

  it('imports each key once', async () => {
    expect(await keys.keyFor({ alg: 'HS256' })).toBe(await keys.keyFor({ alg: 'HS256', kid: 'b' }));
  });

  it.each([
    { alg: 'HS256', kid: 'c' },
    { alg: 'HS256', kid: null },
    { alg: 'HS256', kid: ['a'] },
    { alg: 'HS384', kid: 'a' },
    { alg: 'RS256' },
    { alg: undefined },
  ])('rejects %j', async (header) => {
    await expect(keys.keyFor(header)).rejects.toThrow(TokenRejectedError);
  });

  it('has a log line tell of each key of a set that is ignored', () => {
    const folder = mkdtempSync(join(tmpdir(), 'learning-engine-key-set-'));
    const [good, other] = ['P-256', 'P-384'].map((namedCurve) =>
      generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' }),
    );
    writeFileSync(join(folder, 'set'), JSON.stringify({ keys: [good, { ...other, kid: 'new' }] }));
    const lines: unknown[][] = [];
    const warn = (...line: unknown[]) => lines.push(line);
    Logger.overrideLogger({ log: warn, error: warn, warn });
    try {
      keysOf({ JWT_JWKS_FILE: join(folder, 'set') });
    } finally {
      Logger.overrideLogger(['log', 'error', 'warn']);
      rmSync(folder, { recursive: true });
    }

    expect(lines).toEqual([
      ['A key of JWT_JWKS_FILE is ignored', { position: 2, kid: 'new', reason: 'its crv is not P-256' }, 'Keys'],
    ]);
  });

  it('does not let a key without name be named', async () => {
    const unnamed = keysOf({ JWT_SECRET: current });
    await expect(unnamed.keyFor({ alg: 'HS256', kid: 'undefined' })).rejects.toThrow(TokenRejectedError);
    await expect(unnamed.keyFor({ alg: 'HS256', kid: null })).rejects.toThrow(TokenRejectedError);
  });
});
