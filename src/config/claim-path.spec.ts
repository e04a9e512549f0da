import { claimAt, ClaimPathError, claimPathOf, claimsWith } from './claim-path.js';

describe(claimPathOf.name, () => {
  it.each([
    ['role', ['role']],
    ['realm_access.roles', ['realm_access', 'roles']],
    ['cognito:groups', ['cognito:groups']],
    ['/realm_access/roles', ['realm_access', 'roles']],
    ['/https:~1~1example.org~1roles', ['https://example.org/roles']],
    ['/a~01', ['a~1']],
  ])('reads %s', (text, path) => {
    expect(claimPathOf(text)).toEqual(path);
  });

  it.each(['', '.', 'a.', '.a', 'a..b', '/', '/a/', '/a~2', '/a~', 'https://example.org/roles', 'a~b'])(
    'rejects %j',
    (text) => {
      expect(() => claimPathOf(text)).toThrow(ClaimPathError);
    },
  );
});

describe(claimAt.name, () => {
  const claims = { realm_access: { roles: ['admin'] }, list: [{ role: 'admin' }], text: 'admin' };

  it.each([
    ['realm_access.roles', ['admin']],
    ['realm_access.missing', undefined],
    ['text.length', undefined],
    ['list.0', undefined],
    ['constructor.name', undefined],
    ['__proto__', undefined],
  ])('finds at %s what is there', (path, value) => {
    expect(claimAt(claims, claimPathOf(path))).toEqual(value);
  });

  it('finds what was put there', () => {
    expect(claimsWith(['a', 'b'], 'admin')).toEqual({ a: { b: 'admin' } });
    expect(claimAt(claimsWith(['a', 'b'], 'admin'), ['a', 'b'])).toBe('admin');
  });
});
