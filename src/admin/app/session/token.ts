const KEY = 'learning-engine.token';
const RENEW_KEY = 'learning-engine.renew-at';

/**
 * The token of this tab. It lies in the storage of the session, so that it survives a reload and ends with the tab. Scripts that could
 * read it there come from our own origin alone (Content-Security-Policy).
 */
export const storedToken = (): string | null => sessionStorage.getItem(KEY);

/** @param renewAt when the provider is asked for the next one, in milliseconds since 1970; undefined where it gives none */
export function storeToken(token: string, renewAt?: number): void {
  sessionStorage.setItem(KEY, token);
  if (renewAt === undefined) sessionStorage.removeItem(RENEW_KEY);
  else sessionStorage.setItem(RENEW_KEY, String(renewAt));
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
  sessionStorage.removeItem(RENEW_KEY);
}

/** When the token of this tab is renewed, in milliseconds since 1970; undefined where a person has to sign in again. */
export function renewalTime(): number | undefined {
  const at = sessionStorage.getItem(RENEW_KEY);
  return at === null ? undefined : Number(at);
}

/**
 * Takes a token out of the address, where the link that `npm start` prints has it: `#token=…`. No history keeps it. Who is signed in stays
 * so: a link from elsewhere must not have them work as another person.
 *
 * @returns whether there was one
 */
export function takeTokenOfLink(): boolean {
  const token = /^#token=(.*)$/.exec(location.hash)?.[1];
  if (token === undefined) return false;
  if (storedToken() === null) storeToken(token);
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return true;
}

/** When a token ends, in milliseconds since 1970; undefined where it does not say. The API decides: this is for a notice. */
export function expiryOf(token: string): number | undefined {
  try {
    const [, claims] = token.split('.');
    const { exp } = JSON.parse(atob(claims!.replaceAll('-', '+').replaceAll('_', '/'))) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1000 : undefined;
  } catch {
    return undefined;
  }
}
