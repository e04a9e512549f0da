/** What is wrong with the version to activate at start. */
export function activateProblem(version: unknown, isProduction: boolean): string | undefined {
  if (version === undefined) return undefined;
  if (isProduction) return 'must not be set in production: activate a version by the command activate';
  return typeof version === 'string' && /^v[0-9]{1,9}$/.test(version) ? undefined : 'must be a version such as v1';
}
