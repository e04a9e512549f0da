/** The names that lead from the claims of a token to one of them. */
export type ClaimPath = readonly string[];

/** A text is no path to a claim. The message follows the name of a variable. */
export class ClaimPathError extends Error {}

/**
 * Reads where in a token a claim is: its name, names separated by dots such as `realm_access.roles`, or a JSON pointer (RFC 6901), which
 * names with dots and slashes need: `/https:~1~1example.org~1roles`.
 *
 * @throws ClaimPathError
 */
export function claimPathOf(text: string): ClaimPath {
  const path = text.startsWith('/')
    ? text
        .slice(1)
        .split('/')
        .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    : text.split('.');
  const isPath = path.every((name) => name !== '') && !(text.startsWith('/') ? /~(?![01])/ : /[/~]/).test(text);
  if (!isPath) {
    throw new ClaimPathError(
      'must be the name of a claim, names separated by dots such as realm_access.roles, or a JSON pointer ' +
        'such as /https:~1~1example.org~1roles',
    );
  }
  return path;
}

/** What the claims have there; undefined where they do not lead so far. */
export const claimAt = (claims: unknown, path: ClaimPath): unknown =>
  path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    claims,
  );

/** Claims of this one value, where `claimAt` finds it. */
export const claimsWith = (path: ClaimPath, value: unknown): Record<string, unknown> =>
  path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value) as Record<string, unknown>;
