import { serviceUrlProblem } from './database-url.rule.js';

describe(serviceUrlProblem.name, () => {
  it.each([
    'postgres://app:app@/learning?host=/var/run/postgresql',
    'postgres://db.internal/learning?user=app&password=secret',
  ])('finds the default password in %s, where the driver finds it', (url) => {
    expect(serviceUrlProblem(url, true)).toContain('default password');
    expect(serviceUrlProblem(url, false)).toBeUndefined();
  });
});
