import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type InvalidEnvError } from './invalid-env.error.js';
import { parseEnv } from './load-env.js';
import { secretBytes } from './secret-bytes.js';

const bytes = createHash('sha256').update('bytes that are no text').digest();
const written = bytes.toString('base64url');
const jwk = (more: object) => JSON.stringify({ kty: 'oct', k: written, ...more });

function problemsOf(source: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  try {
    parseEnv({ NODE_ENV: 'test', ...source });
  } catch (error) {
    expect((error as Error).message).not.toContain(written);
    return (error as InvalidEnvError).problems;
  }
  return {};
}

describe('a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'learning-engine-secrets-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (content: string | Buffer) => {
    const path = join(folder, 'secret');
    writeFileSync(path, content);
    return path;
  };

  it.each([
    ['with a line break', `${written}\n`],
    ['with a line break of Windows', `${written}\r\n`],
    ['without one', written],
    ['with a byte order mark', `\ufeff${written}`],
  ])('is its line, %s', (_name, content) => {
    const { JWT_SECRET } = parseEnv({ NODE_ENV: 'test', JWT_SECRET_FILE: file(content) });
    expect(JWT_SECRET).toBe(written);
  });

  it('is not given twice', () => {
    const both = { JWT_SECRET: written, JWT_SECRET_FILE: file(written) };
    expect(problemsOf(both)).toEqual({ JWT_SECRET_FILE: 'must not be set together with JWT_SECRET' });
  });

  it.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['in UTF-16', Buffer.from(`\ufeff${written}`, 'utf16le')],
    ['in UTF-16 without a mark', Buffer.from(written, 'utf16le')],
    ['not in UTF-8', Buffer.concat([bytes, Buffer.from([0xff])])],
    ['in quotes', `"${written}"`],
    ['of two lines', `${written}\n${written}\n`],
    ['with a blank at its end', `${written} \n`],
    ['too short', 'short'],
  ])('is rejected by its name when it is %s', (_name, content) => {
    expect(Object.keys(problemsOf({ JWT_SECRET_FILE: file(content) }))).toEqual(['JWT_SECRET_FILE']);
  });

  it('is rejected when it is missing or a folder, and nothing else is said to be missing', () => {
    mkdirSync(join(folder, 'inner'));
    for (const path of [join(folder, 'none'), join(folder, 'inner')]) {
      const production = { NODE_ENV: 'production', DATABASE_URL: 'postgres://db.internal/learning' };
      expect(Object.keys(problemsOf({ ...production, JWT_SECRET_FILE: path }))).toEqual(['JWT_SECRET_FILE']);
    }
  });

  it('serves for the time of a rotation, too', () => {
    const env = parseEnv({
      NODE_ENV: 'test',
      JWT_SECRET: `base64url:${written.split('').reverse().join('').replace(/^./, 'A').replace(/.$/, 'A')}`,
      JWT_SECRET_PREVIOUS_FILE: file(written),
      JWT_KEY_ID_PREVIOUS: 'a',
    });
    expect(env.JWT_SECRET_PREVIOUS).toBe(written);
  });
});

describe(secretBytes.name, () => {
  it('reads a text, base64url and a JWK', () => {
    expect(secretBytes('a text of its own').toString()).toBe('a text of its own');
    expect(secretBytes(`base64url:${written}`)).toEqual(bytes);
    expect(secretBytes(jwk({}))).toEqual(bytes);
    expect(secretBytes(jwk({ alg: 'HS256', use: 'sig', key_ops: ['sign', 'verify'], kid: 'a', ext: 1 }), 'a')).toEqual(
      bytes,
    );
  });

  it.each([
    `base64url:${written}=`,
    `base64url:${bytes.toString('base64').replace('=', '')}+`,
    `base64url: ${written}`,
    'base64url:AAAA',
    '{',
    '{}',
    jwk({ k: `${written}=` }),
    jwk({ k: 7 }),
    jwk({ k: 'AAAA' }),
    jwk({ kty: 'RSA' }),
    jwk({ alg: 'HS512' }),
    jwk({ use: 'enc' }),
    jwk({ key_ops: ['encrypt'] }),
    jwk({ key_ops: 'verify' }),
    jwk({ kid: 'another' }),
    `two lines\n${written}`,
  ])('rejects %j as a secret', (JWT_SECRET) => {
    expect(Object.keys(problemsOf({ JWT_SECRET, JWT_KEY_ID: 'a' }))).toEqual(['JWT_SECRET']);
  });

  it('is judged by the bytes: their number, and in production their variety', () => {
    const zeros = `base64url:${Buffer.alloc(32).toString('base64url')}`;
    const production = { NODE_ENV: 'production', DATABASE_URL: 'postgres://db.internal/learning' };
    expect(problemsOf({ JWT_SECRET: zeros })).toEqual({});
    expect(Object.keys(problemsOf({ ...production, JWT_SECRET: zeros }))).toEqual(['JWT_SECRET']);
    expect(problemsOf({ ...production, JWT_SECRET: `base64url:${written}` })).toEqual({});
  });

  it('tells two spellings of one secret from two secrets', () => {
    const rotation = { JWT_SECRET: `base64url:${written}`, JWT_SECRET_PREVIOUS: jwk({}), JWT_KEY_ID_PREVIOUS: 'a' };
    expect(problemsOf(rotation)).toEqual({ JWT_SECRET_PREVIOUS: 'must differ from JWT_SECRET' });
  });
});

describe('a value', () => {
  it.each([
    ['PORT', '"3000"'],
    ['JWT_ISSUER', "'school'"],
    ['DATABASE_URL', '"postgres://u:p@h/x"'],
    ['JWT_AUDIENCE', ' school'],
    ['METRICS', 'true\r'],
    ['DATA_DIR', 'data\t'],
  ])('of %s is rejected with what a file of variables has left around it: %j', (name, value) => {
    expect(Object.keys(problemsOf({ [name]: value }))).toEqual([name]);
  });
});
