import { JwtService } from '@nestjs/jwt';
import { type AddressInfo } from 'node:net';
import { parseEnv } from '../config/load-env.js';
import { welcome } from './welcome.js';

const JWT_SECRET = '3f9a77c1d05e4b68a2fd1c90b7e6583c';
const DATABASE =
  'embedded PostgreSQL at postgres://learning_service@127.0.0.1:54321/learning_engine, data in /home/someone/learning-engine/.data/postgres';

describe(welcome.name, () => {
  let text: string;
  beforeEach(() => {
    text = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((part) => {
      text += String(part);
      return true;
    });
  });
  afterEach(() => jest.restoreAllMocks());

  const say = (env: NodeJS.ProcessEnv, address: Partial<AddressInfo> = {}): string => {
    const at = { address: '127.0.0.1', family: 'IPv4', port: 3000, ...address };
    welcome(parseEnv({ NODE_ENV: 'development', ...env }), at, DATABASE);
    return text;
  };
  const inProduction = {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://app:tiB8mUc2vQ@db:5432/learning',
    JWT_SECRET,
  };
  const claimsIn = (link: string) =>
    new JwtService().verify<{ role: string; iat: number; exp: number }>(link.split('#token=')[1]!, {
      secret: JWT_SECRET,
      issuer: 'learning-engine',
      audience: 'learning-engine',
    });
  const linkIn = (said: string): string => / (http\S+\/admin\/\S*)/.exec(said)![1]!;

  it('has a link that signs an administrator in to the admin app for an hour', () => {
    const link = linkIn(say({ JWT_SECRET }));
    const { role, iat, exp } = claimsIn(link);

    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/admin\/#token=[\w.-]+$/);
    expect([role, exp - iat]).toEqual(['admin', 3600]);
  });

  it('has no link that lives longer than a token may', () => {
    const { iat, exp } = claimsIn(linkIn(say({ JWT_SECRET, JWT_MAX_LIFETIME: '5m' })));
    expect(exp - iat).toBe(300);
  });

  it.each<[string, NodeJS.ProcessEnv]>([
    ['in production', { ...inProduction, LOG_FORMAT: 'pretty' }],
    ['where another one signs', { JWT_JWKS_URL: 'https://id.example.org/keys' }],
    ['where its tokens have no name for administrators', { JWT_SECRET, JWT_ROLE_NAMES: 'teachers=reader' }],
  ])('has the address of the app alone %s', (_name, env) => {
    expect(linkIn(say(env))).toBe('http://127.0.0.1:3000/admin/');
    expect(text).not.toContain('token=');
  });

  it('has no token where there are several schools, but tells how to get one for a school', () => {
    const url = inProduction.DATABASE_URL;
    expect(linkIn(say({ JWT_SECRET, TENANTS: 'true', DATABASE_URL: url }))).toBe('http://127.0.0.1:3000/admin/');
    expect(text).not.toContain('token=');
    expect(text).toContain('npm run token -- --tenant <school> --role admin');
    expect(text).not.toContain('curl');
  });

  it('writes no token to a log', () => {
    say({ JWT_SECRET, LOG_FORMAT: 'json' });
    expect(text).not.toContain('token=');
  });

  it('fits a screen of 80 columns and 24 rows', () => {
    const rows = say({ JWT_SECRET })
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => Math.max(1, Math.ceil(line.length / 80)));
    expect(rows.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(24);
  });
});
