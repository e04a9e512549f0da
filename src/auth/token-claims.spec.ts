import { learnerOf } from 'learning-engine/learners';
import { parseEnv } from '../config/load-env.js';
import { authUserOf, claimRulesOf } from './token-claims.js';
import { TokenRejectedError } from './token-rejected.error.js';

const UUID = '33333333-3333-4333-8333-3333333333aa';

describe(authUserOf.name, () => {
  const read = (claims: object, env: NodeJS.ProcessEnv = {}) =>
    authUserOf(
      { sub: UUID, exp: Date.now() / 1000 + 60, ...claims },
      claimRulesOf(parseEnv({ NODE_ENV: 'test', JWT_SECRET: 'x'.repeat(32), ...env })),
    );
  const roleIn = (claims: object, env?: NodeJS.ProcessEnv) => read(claims, env).role;

  it('takes the most that any of the roles may do', () => {
    const env = { JWT_ROLE_CLAIM: 'role' };
    expect(roleIn({ role: ['reader', 'admin', 'user'] }, env)).toBe('admin');
    expect(roleIn({ role: ['reader', 'user'] }, env)).toBe('reader');
    expect(roleIn({ role: 'reader' }, env)).toBe('reader');
    expect(roleIn({ role: ['admin'] })).toBe('user');
  });

  it.each([
    undefined,
    null,
    '',
    'Admin',
    'root',
    [],
    [['admin']],
    [{ admin: true }],
    { admin: true },
    { 0: 'admin' },
    1,
    true,
  ])('takes %j for no role: a plain user', (role) => {
    expect(roleIn({ role })).toBe('user');
    expect(roleIn({ role }, { JWT_ROLE_CLAIM: 'role' })).toBe('user');
  });

  it.each([
    ['realm_access.roles', { realm_access: { roles: ['offline_access', 'admin'] } }],
    ['/https:~1~1example.org~1roles', { 'https://example.org/roles': ['admin'] }],
    ['cognito:groups', { 'cognito:groups': ['admin'] }],
    ['app.role', { app: { role: 'admin' } }],
  ])('finds the role at %s, and there alone', (JWT_ROLE_CLAIM, claims) => {
    expect(roleIn(claims, { JWT_ROLE_CLAIM })).toBe('admin');
    expect(roleIn({ role: 'admin' }, { JWT_ROLE_CLAIM })).toBe('user');
    expect(roleIn(claims)).toBe('user');
  });

  it('knows roles by the names of the provider, and then by no others', () => {
    const env = { JWT_ROLE_CLAIM: 'role', JWT_ROLE_NAMES: 'learning=admins=admin, teachers=reader' };
    expect(roleIn({ role: 'learning=admins' }, env)).toBe('admin');
    expect(roleIn({ role: ['teachers'] }, env)).toBe('reader');
    expect(roleIn({ role: 'admin' }, env)).toBe('user');
    expect(roleIn({ role: '__proto__' }, env)).toBe('user');
  });

  it('takes a subject that is a UUID for the id of the user', () => {
    expect(read({ sub: UUID.toUpperCase() }).userId).toBe(UUID);
    expect(() => read({ sub: 'auth0|5f7c8ec7' })).toThrow(TokenRejectedError);
  });

  describe('where subjects are those of another system', () => {
    const userIn = (sub: unknown) => read({ sub }, { JWT_SUBJECT_SOURCE: 'school' }).userId;

    it('takes them for the learners that are imported from there, with an id that never changes', () => {
      expect(userIn('auth0|5f7c8ec7')).toBe('bfc01c38-c252-5c42-bc68-1ec028d1c4fb');
      expect(userIn('auth0|5f7c8ec7')).toBe(learnerOf('school', 'auth0|5f7c8ec7').id);
      expect(userIn('auth0|5f7c8ec7')).not.toBe(userIn('auth0|5f7c8ec8'));
      expect(userIn('a')).not.toBe(userIn('A'));
      expect(userIn(UUID.toUpperCase())).toBe(UUID);
    });

    it('takes no person for another: a subject that looks like an id made of a name is rejected', () => {
      const victim = userIn('auth0|5f7c8ec7');
      expect(() => userIn(victim)).toThrow(TokenRejectedError);
      expect(() => userIn(victim.toUpperCase())).toThrow(TokenRejectedError);
    });

    it.each([undefined, null, '', 7, ['a'], { a: 1 }, 'x'.repeat(201), 'a\0', '\ud800'])('rejects %j', (sub) => {
      expect(() => userIn(sub)).toThrow(TokenRejectedError);
    });
  });
});
