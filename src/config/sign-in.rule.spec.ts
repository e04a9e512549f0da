import { signInOriginsProblem } from './sign-in.rule.js';

const env = { NODE_ENV: 'development', ADMIN_SIGN_IN_ISSUER: 'https://id.example.org' };
const production = { ...env, NODE_ENV: 'production' };

describe('other origins of the provider that signs people in', () => {
  it('may be none, and several', () => {
    expect(signInOriginsProblem([], { NODE_ENV: 'production' })).toBeUndefined();
    expect(signInOriginsProblem(['https://a.example.org', 'https://b.example.org:8443'], production)).toBeUndefined();
    expect(signInOriginsProblem(['http://127.0.0.1:9000'], env)).toBeUndefined();
  });

  it.each([
    [
      'without a provider',
      ['https://a.example.org'],
      { NODE_ENV: 'development' },
      /together with ADMIN_SIGN_IN_ISSUER/,
    ],
    ['any origin', ['*'], env, /no wildcard/],
    ['plain http in production', ['http://a.example.org'], production, /https:\/\/ in production/],
    ['an address', ['https://a.example.org/token'], env, /must be origins/],
    ['a host', ['a.example.org'], env, /must be origins/],
  ])('are not %s', (_what, origins, settings, problem) => {
    expect(signInOriginsProblem(origins, settings)).toMatch(problem);
  });
});
