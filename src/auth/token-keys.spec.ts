import { parseEnv } from '../config/load-env.js';
import { TokenKeys } from './token-keys.js';
import { TokenRefusedError } from './token-refused.error.js';

const current = 'one secret of 32 bytes or a few more';
const previous = 'another secret of 32 bytes and a bit';

describe(TokenKeys.name, () => {
  const keys = new TokenKeys(
    parseEnv({
      NODE_ENV: 'test',
      JWT_SECRET: current,
      JWT_KEY_ID: 'b',
      JWT_SECRET_PREVIOUS: previous,
      JWT_KEY_ID_PREVIOUS: 'a',
    }),
  );
  const secretFor = (kid?: unknown) => keys.keyFor({ alg: 'HS256', kid }).export().toString();

  it('finds the key that a token names, and the current one if it names none', () => {
    expect([secretFor('a'), secretFor('b'), secretFor()]).toEqual([previous, current, current]);
  });

  it('imports each key once', () => {
    expect(keys.keyFor({ alg: 'HS256' })).toBe(keys.keyFor({ alg: 'HS256', kid: 'b' }));
  });

  it.each([
    { alg: 'HS256', kid: 'c' },
    { alg: 'HS256', kid: null },
    { alg: 'HS256', kid: ['a'] },
    { alg: 'HS384', kid: 'a' },
    { alg: 'RS256' },
    { alg: undefined },
  ])('refuses %j', (header) => {
    expect(() => keys.keyFor(header)).toThrow(TokenRefusedError);
  });

  it('does not let a key without name be named', () => {
    const unnamed = new TokenKeys(parseEnv({ NODE_ENV: 'test', JWT_SECRET: current }));
    expect(() => unnamed.keyFor({ alg: 'HS256', kid: 'undefined' })).toThrow(TokenRefusedError);
    expect(() => unnamed.keyFor({ alg: 'HS256', kid: null })).toThrow(TokenRefusedError);
  });
});
