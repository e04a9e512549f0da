import { type InvalidEnvError } from './invalid-env.error.js';
import { listenHost } from './listen-host.js';
import { parseEnv as parse } from './load-env.js';

const parseEnv = (source: NodeJS.ProcessEnv) => parse({ NODE_ENV: 'test', ...source });

const problemsOf = (source: NodeJS.ProcessEnv) => {
  try {
    parseEnv(source);
  } catch (error) {
    return error as InvalidEnvError;
  }
  throw new Error('was accepted');
};

describe(parseEnv.name, () => {
  it('needs nothing outside production', () => {
    expect(parseEnv({ NODE_ENV: 'development' })).toMatchObject({
      NODE_ENV: 'development',
      PORT: 3000,
      HOST: undefined,
      DATABASE_URL: undefined,
      MIGRATE_ON_BOOT: undefined,
      DATA_DIR: '.data',
      EMBEDDED_DATABASE: 'learning_engine',
      CORS_ORIGINS: [],
      JWT_SECRET: undefined,
      JWT_ISSUER: 'learning-engine',
      JWT_AUDIENCE: 'learning-engine',
      JWT_MAX_LIFETIME: 86_400,
      JWT_LEEWAY: 30,
      METRICS: false,
      RATE_LIMIT_PER_MINUTE: 0,
      SHUTDOWN_DELAY_MS: 0,
      LOG_LEVEL: 'info',
      LOG_FORMAT: undefined,
      SLOW_QUERY_MS: 500,
    });
  });

  it('converts what is given, and takes an empty variable as not set', () => {
    expect(parseEnv({ PORT: '8080', MIGRATE_ON_BOOT: 'false', DATABASE_URL: '', JWT_ISSUER: ' ' })).toMatchObject({
      PORT: 8080,
      MIGRATE_ON_BOOT: false,
      DATABASE_URL: undefined,
      JWT_ISSUER: 'learning-engine',
    });
    expect(parseEnv({ PORT: '0', MIGRATE_ON_BOOT: 'true' })).toMatchObject({ PORT: 0, MIGRATE_ON_BOOT: true });
    expect(parseEnv({ JWT_MAX_LIFETIME: '15m', JWT_LEEWAY: '0s' })).toMatchObject({
      JWT_MAX_LIFETIME: 900,
      JWT_LEEWAY: 0,
    });
    expect(parseEnv({ CORS_ORIGINS: 'https://app.example.org, http://localhost:4200' }).CORS_ORIGINS).toEqual([
      'https://app.example.org',
      'http://localhost:4200',
    ]);
    expect(parseEnv({ CORS_ORIGINS: '*' }).CORS_ORIGINS).toEqual(['*']);
    expect(parseEnv({ METRICS: 'true', SHUTDOWN_DELAY_MS: '5000' })).toMatchObject({
      METRICS: true,
      SHUTDOWN_DELAY_MS: 5000,
    });
    expect(parseEnv({ PORT: '0', MIGRATE_ON_BOOT: 'true', SLOW_QUERY_MS: '0' })).toMatchObject({
      PORT: 0,
      MIGRATE_ON_BOOT: true,
      SLOW_QUERY_MS: 0,
    });
  });

  it('lets metrics be open outside production alone', () => {
    const METRICS_TOKEN = 'a-token-for-the-monitoring-system-0001';
    const production = { NODE_ENV: 'production', METRICS: 'true' };
    expect(problemsOf(production).message).toContain('METRICS_TOKEN must be set in production where METRICS is true');
    expect(problemsOf({ ...production, METRICS_TOKEN }).message).not.toContain('METRICS');
    expect(parseEnv({ METRICS: 'true', METRICS_TOKEN, DOCS: 'false' })).toMatchObject({ METRICS_TOKEN, DOCS: false });
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', '0x1000'],
    ['PORT', '4.1e3'],
    ['PORT', '1e3'],
    ['PORT', '3000abc'],
    ['PORT', '03000'],
    ['PORT', '+3000'],
    ['PORT', '٣٠٠٠'],
    ['HOST', 'http://localhost'],
    ['HOST', 'localhost:3000'],
    ['HOST', '[::1]'],
    ['HOST', '00'],
    ['HOST', '127.1'],
    ['HOST', '256.0.0.1'],
    ['HOST', '*'],
    ['METRICS', 'TRUE'],
    ['METRICS', '1'],
    ['SLOW_QUERY_MS', '9007199254740993'],
    ['METRICS', 'yes'],
    ['METRICS_TOKEN', 'a'.repeat(31)],
    ['METRICS_TOKEN', `${'a'.repeat(40)} b`],
    ['DOCS', 'yes'],
    ['RATE_LIMIT_PER_MINUTE', '1.5'],
    ['RATE_LIMIT_PER_MINUTE', '1000001'],
    ['SHUTDOWN_DELAY_MS', '60001'],
    ['SHUTDOWN_DELAY_MS', '5s'],
    ['DATABASE_URL', 'postgres://u:a%ret@h/x'],
    ['DATABASE_URL', 'postgres://u:p@h:99999/x'],
    ['DATABASE_URL', 'postgres://u:p@[bad/x'],
    ['DATABASE_URL', 'postgres://u:p@ss/word@h/x'],
    ['DATABASE_URL', 'postgres://u:p#ss@h/x'],
    ['DATABASE_URL', 'mysql://host/db'],
    ['DATABASE_URL', 'localhost'],
    ['DATABASE_URL', 'postgres://host/with space'],
    ['MIGRATE_ON_BOOT', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_FORMAT', 'xml'],
    ['SLOW_QUERY_MS', '0.5s'],
    ['JWT_SECRET', 'only-31-characters-are-too-few!'],
    ['JWT_MAX_LIFETIME', '3600'],
    ['JWT_MAX_LIFETIME', '0h'],
    ['JWT_MAX_LIFETIME', '-15m'],
    ['JWT_LEEWAY', '31s'],
    ['JWT_LEEWAY', '1m'],
    ['JWT_JWKS_URL', 'id.example.org/keys'],
    ['JWT_JWKS_URL', 'file:///etc/keys'],
    ['JWT_JWKS_URL', 'https:id.example.org'],
    ['JWT_JWKS_URL', 'https://user:pass@id.example.org/keys'],
    ['JWT_JWKS_URL', 'https://id.example.org/keys#a'],
    ['JWT_ROLE_CLAIM', 'realm_access..roles'],
    ['JWT_ROLE_CLAIM', 'https://example.org/roles'],
    ['JWT_ROLE_NAMES', 'chiefs'],
    ['JWT_ROLE_NAMES', 'chiefs=root'],
    ['JWT_ROLE_NAMES', '=reader'],
    ['JWT_ROLE_NAMES', 'a=admin,'],
    ['JWT_ROLE_NAMES', 'a=admin,a=user'],
    ['ADMIN_SIGN_IN_SCOPE', 'openid'],
    ['ADMIN_SIGN_IN_ORIGINS', 'https://oauth2.example.org'],
    ['JWT_SUBJECT_SOURCE', 'https://id.example.org'],
    ['JWT_SUBJECT_SOURCE', 'x'.repeat(101)],
    ['TRUSTED_PROXIES', 'proxy.example.org'],
    ['TRUSTED_PROXIES', '10.0.0.1,,10.0.0.2'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', '::/0'],
    ['TRUSTED_PROXIES', 'fe80::%eth0/64'],
    ['CORS_ORIGINS', 'app.example.org'],
    ['CORS_ORIGINS', 'https://app.example.org/'],
    ['CORS_ORIGINS', 'https://app.example.org:443'],
    ['CORS_ORIGINS', 'https://user:word@app.example.org'],
    ['CORS_ORIGINS', 'ftp://app.example.org'],
    ['CORS_ORIGINS', 'https://app.example.org,,https://b.example.org'],
    ['CORS_ORIGINS', 'https://app.example.org,*'],
    ['CORS_ORIGINS', 'null'],
  ])('rejects %s=%s by name, without its value', (name, value) => {
    const error = problemsOf({ [name]: value });

    expect(Object.keys(error.problems)).toEqual([name]);
    expect(error.message).toContain(`${name} must`);
    expect(error.message).not.toContain(value);
  });

  it('takes provider and client of the sign-in to the admin app together, and https alone in production', () => {
    const ADMIN_SIGN_IN_ISSUER = 'https://id.example.org/realms/school';
    const ADMIN_SIGN_IN_CLIENT_ID = 'learning-admin';
    const both = { ADMIN_SIGN_IN_ISSUER, ADMIN_SIGN_IN_CLIENT_ID };
    const namesIn = (source: NodeJS.ProcessEnv) => Object.keys(problemsOf(source).problems);
    expect(parseEnv({ ...both, ADMIN_SIGN_IN_SCOPE: 'openid learning' })).toMatchObject(both);
    expect(namesIn({ ADMIN_SIGN_IN_ISSUER })).toEqual(['ADMIN_SIGN_IN_CLIENT_ID']);
    expect(namesIn({ ADMIN_SIGN_IN_CLIENT_ID })).toEqual(['ADMIN_SIGN_IN_ISSUER']);
    expect(namesIn({ ...both, ADMIN_SIGN_IN_SCOPE: 'learning' })).toEqual(['ADMIN_SIGN_IN_SCOPE']);
    expect(namesIn({ ...both, ADMIN_SIGN_IN_CLIENT_ID: 'a\tb' })).toEqual(['ADMIN_SIGN_IN_CLIENT_ID']);
    const plain = { ...both, ADMIN_SIGN_IN_ISSUER: 'http://id.example.org' };
    expect(parseEnv(plain)).toMatchObject(plain);
    expect(namesIn({ ...plain, NODE_ENV: 'production' })).toContain('ADMIN_SIGN_IN_ISSUER');
  });

  it('names every bad variable at once', () => {
    const error = problemsOf({ PORT: 'x', NODE_ENV: 'production', MIGRATE_ON_BOOT: '2' });

    expect(Object.keys(error.problems).sort()).toEqual(['DATABASE_URL', 'JWT_SECRET', 'MIGRATE_ON_BOOT', 'PORT']);
  });

  it('holds what it does not know as NODE_ENV to the rules of production', () => {
    for (const NODE_ENV of ['staging', 'Development', 'dev']) {
      expect(Object.keys(problemsOf({ NODE_ENV }).problems)).toEqual(['NODE_ENV', 'DATABASE_URL', 'JWT_SECRET']);
    }
  });

  it('takes what is not declared for production', () => {
    for (const NODE_ENV of [undefined, '', ' ']) {
      expect(Object.keys(problemsOf({ NODE_ENV }).problems)).toEqual(['DATABASE_URL', 'JWT_SECRET']);
    }
  });

  it('listens on this machine alone, except where it is configured otherwise, or runs in production', () => {
    expect(listenHost(parseEnv({}))).toBe('127.0.0.1');
    expect(listenHost(parseEnv({ NODE_ENV: 'development' }))).toBe('127.0.0.1');
    expect(listenHost({ NODE_ENV: 'production' })).toBeUndefined();
    for (const HOST of ['0.0.0.0', '::', '::1', 'fe80::1%eth0', 'localhost', 'learn-1.example.org']) {
      expect(listenHost(parseEnv({ HOST }))).toBe(HOST);
    }
  });

  it('needs a database and a key in production', () => {
    expect(Object.keys(problemsOf({ NODE_ENV: 'production' }).problems)).toEqual(['DATABASE_URL', 'JWT_SECRET']);
  });

  it('counts the bytes of a secret, not its characters', () => {
    expect(parseEnv({ JWT_SECRET: 'ä'.repeat(16) }).JWT_SECRET).toBe('ä'.repeat(16));
    expect(Object.keys(problemsOf({ JWT_SECRET: 'ä'.repeat(15) }).problems)).toEqual(['JWT_SECRET']);
  });
});
