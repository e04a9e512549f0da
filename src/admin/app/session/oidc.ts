import type { User, UserManager } from 'oidc-client-ts';
import { settings } from '../settings';
import { text } from '../strings';
import { storeToken } from './token';

/** A token is renewed this long before its end, or at half of its life where that is short. */
const RENEW_BEFORE_S = 60;

/** A window that is done closes at once, where the browser lets it. */
const CLOSING_MS = 5_000;

export interface Grant {
  token: string;
  /** When the provider is asked for the next one, in milliseconds since 1970; undefined where it gives none. */
  renewAt?: number;
}

/** The one that the provider knows, whichever the page was opened at. */
const pageAddress = (): string => new URL(settings.base, `${location.origin}${location.pathname}`).href;

/** Loaded when it is needed: most pages load without signing in. */
async function manager(): Promise<UserManager> {
  const { UserManager, WebStorageStateStore } = await import('oidc-client-ts');
  const { issuer, clientId, scope } = settings.signIn!;
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: pageAddress(),
    post_logout_redirect_uri: pageAddress(),
    scope: scope ?? 'openid',
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    loadUserInfo: false,
  });
}

/** Goes to the provider, which leads back to the same page of the app. */
export const signIn = async (): Promise<void> => (await manager()).signinRedirect({ state: location.hash });

/**
 * Goes to the provider in a window beside this one, which stays as it is. Where the provider knows the person still, it closes at once.
 * Whether a person closes it cannot be seen from here: `Cross-Origin-Opener-Policy` parts the two.
 *
 * @returns the token, and when it is renewed
 * @throws Error when the browser does not open the window, or the provider refuses
 */
export const signInBeside = async (): Promise<Grant> => grantOf(await (await manager()).signinPopup());

/** Asks the provider for another token by what it gave to renew this one. Rejects where the provider refuses or does not answer. */
export async function renewToken(): Promise<void> {
  const user = await (await manager()).signinSilent();
  if (user) keep(user);
}

const grantOf = ({ access_token, refresh_token, expires_in }: User): Grant => ({
  token: access_token,
  // By the clock of this machine: that of the provider may be another one.
  ...(refresh_token &&
    expires_in !== undefined && {
      renewAt: Date.now() + 1_000 * (expires_in - Math.min(RENEW_BEFORE_S, expires_in / 2)),
    }),
});

function keep(user: User): void {
  const { token, renewAt } = grantOf(user);
  storeToken(token, renewAt);
}

/** Ends the sign-in at the provider as well, which leads back. Does nothing where a pasted token signs in, or the provider has no such page. */
export async function signOutAtProvider(): Promise<void> {
  if (!settings.signIn) return;
  const users = await manager();
  if (!(await users.getUser())) return;
  if (await users.metadataService.getEndSessionEndpoint()) await users.signoutRedirect();
  else await users.removeUser();
}

/** Whether the address says that the provider has led back. */
export const isReturning = (): boolean =>
  settings.signIn !== undefined && /[?&](code|error)=/.test(location.search) && location.search.includes('state=');

/** Takes the token that the provider gives for the code in the address, and goes back to the page where the sign-in began. */
export const finishSignIn = (): Promise<void> => (finished ??= finish());

/** A code is good for one exchange, however often the page asks. */
let finished: Promise<void> | undefined;

async function finish(): Promise<void> {
  const back = location.pathname;
  try {
    const users = await manager();
    if (!(await isBegunHere(users))) return await leaveToOpener(users);
    const user = await users.signinRedirectCallback();
    keep(user);
    history.replaceState(null, '', `${back}${typeof user.state === 'string' ? user.state : ''}`);
  } catch (error) {
    history.replaceState(null, '', back);
    throw error;
  }
}

/** Whether a window that has the address began the sign-in. The other one, beside it, does not know what was begun. */
const isBegunHere = async (users: UserManager): Promise<boolean> =>
  (await users.settings.stateStore.get(new URLSearchParams(location.search).get('state')!)) !== null;

/** The page that opened this window takes what the provider says. */
async function leaveToOpener(users: UserManager): Promise<never> {
  await users.signinPopupCallback();
  await new Promise((resolve) => setTimeout(resolve, CLOSING_MS));
  throw new Error(text.session.begunElsewhere);
}
