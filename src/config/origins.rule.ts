/** What is wrong with a list of origins that browsers may call from. */
export function originsProblem(origins: readonly string[], isProduction: boolean): string | undefined {
  if (origins.includes('*')) {
    if (isProduction) return 'must list the origins in production: no wildcard is allowed there';
    return origins.length > 1 ? 'must be * or a list of origins, not both' : undefined;
  }
  return origins.every(isOrigin) ? undefined : 'must be origins such as https://learn.example.org, separated by commas';
}

/** As browsers send it, letter by letter: no path, no slash at the end, no default port. */
const isOrigin = (text: string): boolean =>
  /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
