import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { scaled } from '../support/fault-scale.js';
import { pemOf, rsaPair, useKeyFiles } from '../support/tokens/key-files.js';
import {
  type BadEnv,
  expectNoValue,
  expectRefusal,
  goodEnv,
  keylessEnv,
  problemsOf,
} from '../support/processes/production-env.js';
import { cleanEnv, Spawned, script } from '../support/processes/spawned.js';

const hex = () => randomBytes(16).toString('hex');

const secrets: [string, string][] = [
  ['31 bytes', randomBytes(40).toString('base64').slice(0, 31)],
  ['a placeholder', `please-change-me-${hex()}`],
  ['a placeholder in capitals', `CHANGEME${hex()}`],
  ['the word secret', `my-Secret-key-${hex()}`],
  ['the word password', `password${hex()}`],
  ['the word example', `example.${hex()}`],
  ['a sample of a document', 'your-256-bit-secret-your-256-bit-secret'],
  ['one character', 'x'.repeat(64)],
  ['two characters', 'xy'.repeat(32)],
  ['a repeated half', 'kT9vQ2mZ7pL4wX1c'.repeat(2)],
  ['a repeated part and a bit', `${'kT9vQ2mZ7pL'.repeat(4)}kT9`],
  ['the alphabet', 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'],
  ['ascending characters', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdef'],
  ['digits in order', '0123456789012345678901234567890123456789'],
  ['few characters', 'a0Zk~9Qk0aZ9~Qk0Z9aQ~k9Z0Qa~9kZ0a'],
];

const urls: [string, string][] = [
  'postgres:postgres',
  'app:password',
  'app:Password',
  'learning:learning',
  'app:changeme',
  'app:secret',
  'app:%70ostgres',
].map((login) => [login, `postgres://${login}@db.internal:5432/learning`]);
urls.push(['in the query', 'postgres://db.internal/learning?user=app&password=postgres']);
urls.push(['in the query, the last word', 'postgres://app:tiB8mUc2vQ@db.internal/learning?password=admin']);

const previous = (JWT_SECRET_PREVIOUS: string) => ({ JWT_SECRET_PREVIOUS, JWT_KEY_ID_PREVIOUS: 'kid-one' });

const allAtOnce: BadEnv = [
  'all at once',
  {
    NODE_ENV: 'production',
    PORT: 'eighty',
    CORS_ORIGINS: 'https://app.example.org/',
    DATABASE_URL: 'postgres://postgres:postgres@db.internal/x',
    JWT_SECRET: 'x'.repeat(50),
    JWT_KEY_ID_PREVIOUS: 'kid-one',
    JWT_PUBLIC_KEY_FILE: '/nowhere/at-all',
    JWT_MAX_LIFETIME: '90',
  },
  [
    'PORT',
    'CORS_ORIGINS',
    'DATABASE_URL',
    'JWT_SECRET',
    'JWT_KEY_ID_PREVIOUS',
    'JWT_PUBLIC_KEY_FILE',
    'JWT_MAX_LIFETIME',
  ],
];

const bad: BadEnv[] = [
  ['no DATABASE_URL, so the embedded database', { ...goodEnv, DATABASE_URL: '' }, ['DATABASE_URL']],
  ['no URL as DATABASE_URL', { ...goodEnv, DATABASE_URL: 'db.internal' }, ['DATABASE_URL']],
  ...urls.map(([name, DATABASE_URL]): BadEnv => [
    `a default password, ${name}`,
    { ...goodEnv, DATABASE_URL },
    ['DATABASE_URL'],
  ]),
  ['no key', keylessEnv, ['JWT_SECRET']],
  ['a blank secret', { ...goodEnv, JWT_SECRET: ' '.repeat(40) }, ['JWT_SECRET']],
  ...secrets.map(([name, secret]): BadEnv => [`a secret, ${name}`, { ...goodEnv, JWT_SECRET: secret }, ['JWT_SECRET']]),
  ...secrets.map(([name, secret]): BadEnv => [
    `a previous secret, ${name}`,
    { ...goodEnv, ...previous(secret) },
    ['JWT_SECRET_PREVIOUS'],
  ]),
  ['all origins', { ...goodEnv, CORS_ORIGINS: '*' }, ['CORS_ORIGINS']],
  ['all origins among others', { ...goodEnv, CORS_ORIGINS: 'https://app.example.org,*' }, ['CORS_ORIGINS']],
  ['too much leeway', { ...goodEnv, JWT_LEEWAY: '300s' }, ['JWT_LEEWAY']],
  allAtOnce,
];

describe('A8: a bad production configuration does not boot', () => {
  it.each(bad)('%s', (...one) => expectRefusal(one));

  it('a password of its own, or none, is not a default one', () => {
    for (const login of ['app:tiB8mUc2vQ', 'app', 'postgres:p0stgres-no-more']) {
      expect(problemsOf({ ...goodEnv, DATABASE_URL: `postgres://${login}@db.internal/learning` })).toBeUndefined();
    }
  });

  it('a random secret is never taken for a bad one', () => {
    const encodings = fc.constantFrom<BufferEncoding[]>('hex', 'base64', 'base64url');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 64 }), encodings, (bytes, encoding) => {
        fc.pre(new Set(bytes).size > 24); // as random bytes are, and the simplest cases of fast-check are not
        expect(problemsOf({ ...goodEnv, JWT_SECRET: Buffer.from(bytes).toString(encoding) })).toBeUndefined();
      }),
      { numRuns: scaled(10_000, 1000) },
    );
  });

  describe('as a process', () => {
    const { folder, file } = useKeyFiles();
    const run = (source: string, env: NodeJS.ProcessEnv, ...args: string[]) =>
      Spawned.run(process.execPath, [...script(source), ...args], cleanEnv({ DATA_DIR: join(folder, 'data'), ...env }));
    const privateKey = { JWT_PUBLIC_KEY_FILE: file(pemOf(rsaPair().privateKey)) };

    it.each([
      bad[0]!,
      bad[2]!,
      ['no key', keylessEnv, ['JWT_SECRET']] satisfies BadEnv,
      ['a private key', { ...keylessEnv, ...privateKey }, ['JWT_PUBLIC_KEY_FILE']] satisfies BadEnv,
      allAtOnce,
    ])('it ends with 1 and names what is bad: %s', async (_name, env, culprits) => {
      const service = run('src/main.ts', env);

      expect(await service.end()).toBe(1);
      expect(service.stdout).toBe('');
      expect(service.stderr.match(/^ {2}\w+(?= must )/gm)).toEqual(culprits.map((name) => `  ${name}`));
      expectNoValue(service.stderr, env, culprits);
    });

    it.each([
      ['token', 'in production, tokens come from your identity provider'],
      ['demo', 'The embedded PostgreSQL is for development'],
    ])('%s does nothing in production', async (name, message) => {
      const command = run('src/cli/main.ts', goodEnv, name);

      expect(await command.end()).toBe(1);
      expect(command.stdout).toBe('');
      expect(command.stderr).toContain(message);
    });
  });
});
