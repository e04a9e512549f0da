import { parseEnv } from '../config/load-env.js';
import { type AuthUser } from 'learning-engine/http';
import { VerifiedTokens } from './verified-tokens.js';

const caller: AuthUser = { userId: '11111111-1111-4111-8111-111111111111', role: 'user' };
const showing = (...tokens: string[]) => ({
  rawHeaders: tokens.flatMap((token) => ['authorization', `Bearer ${token}`]),
});
const NOW = 1_800_000_000;

describe(VerifiedTokens.name, () => {
  let tokens: VerifiedTokens;
  let clock: jest.SpyInstance;
  beforeEach(() => {
    clock = jest.spyOn(Date, 'now').mockReturnValue(NOW * 1000);
    tokens = new VerifiedTokens(parseEnv({ NODE_ENV: 'test', JWT_LEEWAY: '30s' }));
    tokens.add(showing('a.b.c'), { ...caller }, NOW + 60);
  });
  afterEach(() => clock.mockRestore());

  it('knows a token that was verified, letter by letter', () => {
    expect(tokens.authUserOf(showing('a.b.c'))).toEqual(caller);
    for (const other of ['a.b.d', 'A.b.c', 'a.b.c ', 'a.b.c.', ''])
      expect(tokens.authUserOf(showing(other))).toBeUndefined();
  });

  it('knows no caller without a token, or with more than one', () => {
    expect(tokens.authUserOf(showing())).toBeUndefined();
    expect(tokens.authUserOf(showing('a.b.c', 'a.b.c'))).toBeUndefined();
  });

  it('keeps one token once, however many spaces stand before it', () => {
    const spaced = (spaces: number) => ({ rawHeaders: ['authorization', `bearer${' '.repeat(spaces)}a.b.c`] });
    for (let spaces = 1; spaces <= 10_000; spaces += 1) tokens.add(spaced(spaces), { ...caller }, NOW + 60);
    tokens.add(showing('d.e.f'), { ...caller }, NOW + 60);

    expect(tokens.authUserOf(showing('a.b.c'))).toEqual(caller);
    expect(tokens.authUserOf(spaced(20_000))).toEqual(caller);
  });

  it('forgets a token when it expires, with the leeway that verifying has', () => {
    clock.mockReturnValue((NOW + 90) * 1000 - 1);
    expect(tokens.authUserOf(showing('a.b.c'))).toEqual(caller);
    clock.mockReturnValue((NOW + 90) * 1000);
    expect(tokens.authUserOf(showing('a.b.c'))).toBeUndefined();
    clock.mockReturnValue(NOW * 1000);
    expect(tokens.authUserOf(showing('a.b.c'))).toBeUndefined();
  });

  it('does not let a caller change whom a token is for', () => {
    expect(() => (tokens.authUserOf(showing('a.b.c'))!.role = 'admin')).toThrow(TypeError);
  });

  it('keeps the newest ten thousand', () => {
    for (let i = 0; i < 10_000; i += 1) tokens.add(showing(`t.${i}`), { ...caller }, NOW + 60);

    expect(tokens.authUserOf(showing('a.b.c'))).toBeUndefined();
    expect(tokens.authUserOf(showing('t.0'))).toEqual(caller);
    expect(tokens.authUserOf(showing('t.9999'))).toEqual(caller);
  });
});
