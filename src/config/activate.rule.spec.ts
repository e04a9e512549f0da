import { activateProblem } from './activate.rule.js';

describe(activateProblem.name, () => {
  it('allows a version outside production, and none anywhere', () => {
    expect(activateProblem('v1', false)).toBeUndefined();
    expect(activateProblem(undefined, true)).toBeUndefined();
  });

  it.each([
    ['latest', false, 'must be a version such as v1'],
    ['v1', true, 'must not be set in production'],
  ])('rejects %j in production: %s', (version, isProduction, problem) => {
    expect(activateProblem(version, isProduction)).toContain(problem);
  });
});
