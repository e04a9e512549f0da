import type { UserManager } from 'oidc-client-ts';
import { settings } from '../settings';
import { storeToken } from './token';

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
    const user = await (await manager()).signinRedirectCallback();
    storeToken(user.access_token);
    history.replaceState(null, '', `${back}${typeof user.state === 'string' ? user.state : ''}`);
  } catch (error) {
    history.replaceState(null, '', back);
    throw error;
  }
}
